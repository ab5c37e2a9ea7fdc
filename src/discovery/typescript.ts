import { camelCase } from "../domain/camel-case.js";
import type { Configuration } from "./configuration.js";
import type { DiscoveredObject } from "./discovered-object.js";
import { importIdOf } from "./import-id-of.js";
import { inOrder } from "./in-order.js";
import type { ObjectNames } from "./named-objects.js";
import { quoted, withoutExpressions } from "./quoted.js";
import { type ValueSpelling, writtenFields } from "./written.js";

type Names = ReadonlyMap<DiscoveredObject, ObjectNames>;

/** The package that a program has its scopes from. */
const CONSTRUCTS = "constructs";

/** A program with a construct for each object, and its import. */
export function typescriptOf(configurations: readonly Configuration[], names: Names): string {
  const ordered = inOrder(configurations);
  const classes = [...new Set(ordered.map(({ object }) => classOf(object)))].sort();
  return [
    `import type { Construct } from "${CONSTRUCTS}";`,
    "import {",
    ...classes.map((name) => `  ${name},`),
    '} from "latchkey";',
    "",
    "/** Imports what was found in the gateway. */",
    "export function discovered(scope: Construct): void {",
    ordered.map((configuration) => statementsOf(configuration, names)).join("\n"),
    "}",
    "",
  ].join("\n");
}

const classOf = ({ table }: DiscoveredObject) => camelCase(`_latchkey_${table.type}`);

function statementsOf({ object, arguments: given, secrets }: Configuration, names: Names): string {
  const { label = "", variable = "" } = names.get(object) ?? {};
  return [
    `  const ${variable} = new ${classOf(object)}(scope, "${object.table.type}_${label}", {`,
    ...writtenFields(given, inTypescript(names), "    "),
    ...(secrets.length > 0 ? [`    // Not asked for: ${secrets.map(camelCase).join(", ")}`] : []),
    "  });",
    `  ${variable}.importFrom(${programText(importIdOf(object))});`,
    "",
  ].join("\n");
}

/** What stands in front of what cdktf takes for a token of its own; the signs are the odd parts. */
const BEFORE_TOKEN = /(\$+)(?=\{TfToken\[)/;

/**
 * A text as a literal of the program, for Terraform, which would look for expressions in what is synthesized. Where
 * cdktf would look for a token, the signs by which it does are an expression that stands for them.
 */
export function programText(text: string): string {
  const parts = text.split(BEFORE_TOKEN);
  const meant = parts.map((part, index) => (index % 2 === 0 ? withoutExpressions(part) : `\${"${part}"}`));
  return quoted(meant.join(""), (code) => `\\u{${code.toString(16)}}`);
}

const inTypescript = (names: Names): ValueSpelling => ({
  text: programText,
  reference({ to, isAlone }) {
    const variable = names.get(to)?.variable ?? "";
    return isAlone ? variable : `${variable}.${camelCase(to.table.identity)}`;
  },
  // Computed, because `__proto__` alone would be no key.
  key: (key) => (/^[a-z]\w*$/.test(key) ? key : `[${programText(key)}]`),
  name: camelCase,
  entries: (entries) => entries.map(([name, value]) => `${name}: ${value},`),
});
