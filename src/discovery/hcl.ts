import type { Configuration } from "./configuration.js";
import type { DiscoveredObject } from "./discovered-object.js";
import { importIdOf } from "./import-id-of.js";
import type { ObjectNames } from "./named-objects.js";
import { quoted, withoutExpressions } from "./quoted.js";
import { type ValueSpelling, writtenFields } from "./written.js";

type Names = ReadonlyMap<DiscoveredObject, ObjectNames>;

/** Import blocks and resources in Terraform's language. */
export function hclOf(configurations: readonly Configuration[], names: Names): string {
  return configurations.map((configuration) => blocksOf(configuration, names)).join("\n");
}

function blocksOf({ object, arguments: given, secrets }: Configuration, names: Names): string {
  const { label = "", address = "" } = names.get(object) ?? {};
  return [
    "import {",
    `  to = ${address}`,
    `  id = ${hclText(importIdOf(object))}`,
    "}",
    "",
    `resource "latchkey_${object.table.type}" "${label}" {`,
    ...writtenFields(given, inHcl(names), "  "),
    ...(secrets.length > 0 ? [`  # Not asked for: ${secrets.join(", ")}`] : []),
    "}",
    "",
  ].join("\n");
}

/** A text as a literal of the language: no quote, line break or expression of it is one of the configuration's. */
export function hclText(text: string): string {
  return quoted(withoutExpressions(text), (code) =>
    code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`,
  );
}

const inHcl = (names: Names): ValueSpelling => ({
  text: hclText,
  reference: ({ to }) => `${names.get(to)?.address}.${to.table.identity}`,
  key: hclText,
  name: (name) => name,
  entries(entries) {
    const width = Math.max(...entries.map(([name]) => name.length));
    return entries.map(([name, value]) => `${name.padEnd(width)} = ${value}`);
  },
});
