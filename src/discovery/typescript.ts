import { camelCase } from "../domain/camel-case.js";
import type { Configuration } from "./configuration.js";
import type { DiscoveredObject } from "./discovered-object.js";
import { importIdOf } from "./import-id-of.js";
import { inOrder } from "./in-order.js";
import type { ObjectNames } from "./named-objects.js";
import { quoted, withoutExpressions } from "./quoted.js";
import type { Said } from "./said.js";

type Names = ReadonlyMap<DiscoveredObject, ObjectNames>;

/** A program with a construct for each object, and its import. */
export function typescriptOf(configurations: readonly Configuration[], names: Names): string {
  const ordered = inOrder(configurations);
  const classes = [...new Set(ordered.map(({ object }) => classOf(object)))].sort();
  return [
    'import type { Construct } from "constructs";',
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
    ...given.map(([name, value]) => `    ${camelCase(name)}: ${written(value, names, "    ")},`),
    ...(secrets.length > 0 ? [`    // Not asked for: ${secrets.map(camelCase).join(", ")}`] : []),
    "  });",
    `  ${variable}.importFrom(${programText(importIdOf(object))});`,
    "",
  ].join("\n");
}

/** How cdktf's own tokens begin. */
const TOKEN = `\${TfToken[`;

/**
 * A text as a literal of the program, for Terraform, which would look for expressions in what is synthesized. What
 * cdktf would take for a token of its own has none of the signs by which it looks for one.
 */
export function programText(text: string): string {
  const meant = withoutExpressions(text).replaceAll(`$${TOKEN}`, () => `\${"$"}${TOKEN.slice(1)}`);
  return quoted(meant, (code) => `\\u{${code.toString(16)}}`);
}

function written(said: Said, names: Names, indent: string): string {
  const inner = `${indent}  `;
  switch (said.is) {
    case "text":
      return programText(said.text);
    case "plain":
      return said.written;
    case "reference": {
      const variable = names.get(said.to)?.variable ?? "";
      return said.isAlone ? variable : `${variable}.${camelCase(said.to.table.identity)}`;
    }
    case "list": {
      const items = said.items.map((item) => written(item, names, inner));
      if (items.every((item) => !item.includes("\n")) && items.join(", ").length < 80)
        return `[${items.join(", ")}]`;
      return `[\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}]`;
    }
    case "map":
      return object(
        said.entries.map(([key, value]) => [keyOf(key), value] as const),
        names,
        indent,
      );
    case "object":
      return object(
        said.fields.map(([name, value]) => [camelCase(name), value] as const),
        names,
        indent,
      );
  }
}

/** Computed, because `__proto__` alone would be no key. */
const keyOf = (key: string) => (/^[a-z]\w*$/.test(key) ? key : `[${programText(key)}]`);

function object(
  fields: readonly (readonly [written: string, value: Said])[],
  names: Names,
  indent: string,
): string {
  if (fields.length === 0) return "{}";
  const lines = fields.map(
    ([name, value]) => `${indent}  ${name}: ${written(value, names, `${indent}  `)},\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}
