import type { Configuration } from "./configuration.js";
import type { DiscoveredObject } from "./discovered-object.js";
import { importIdOf } from "./import-id-of.js";
import type { ObjectNames } from "./named-objects.js";
import { quoted, withoutExpressions } from "./quoted.js";
import type { WrittenValue } from "./written-value.js";

type Names = ReadonlyMap<DiscoveredObject, ObjectNames>;

/** Import blocks and resources in Terraform's language. */
export function hclOf(configurations: readonly Configuration[], names: Names): string {
  return configurations.map((configuration) => blocksOf(configuration, names)).join("\n");
}

function blocksOf({ object, arguments: given, secrets }: Configuration, names: Names): string {
  const { label = "", address = "" } = names.get(object) ?? {};
  const width = Math.max(...given.map(([name]) => name.length));
  return [
    "import {",
    `  to = ${address}`,
    `  id = ${hclText(importIdOf(object))}`,
    "}",
    "",
    `resource "latchkey_${object.table.type}" "${label}" {`,
    ...given.map(([name, value]) => `  ${name.padEnd(width)} = ${written(value, names, "  ")}`),
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

function written(said: WrittenValue, names: Names, indent: string): string {
  const inner = `${indent}  `;
  switch (said.is) {
    case "text":
      return hclText(said.text);
    case "plain":
      return said.written;
    case "reference":
      return `${names.get(said.to)?.address}.${said.to.table.identity}`;
    case "list": {
      const items = said.items.map((item) => written(item, names, inner));
      if (items.every((item) => !item.includes("\n")) && items.join(", ").length < 80)
        return `[${items.join(", ")}]`;
      return `[\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}]`;
    }
    case "map":
      return object(
        said.entries.map(([key, value]) => [hclText(key), value] as const),
        names,
        indent,
      );
    case "object":
      return object(said.fields, names, indent);
  }
}

function object(
  fields: readonly (readonly [written: string, value: WrittenValue])[],
  names: Names,
  indent: string,
): string {
  if (fields.length === 0) return "{}";
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(
    ([name, value]) => `${indent}  ${name.padEnd(width)} = ${written(value, names, `${indent}  `)}\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}
