import type { WrittenValue } from "./written-value.js";

/** What differs between the languages in which a value is written. */
export interface ValueSpelling {
  text(text: string): string;
  reference(reference: WrittenValue & { readonly is: "reference" }): string;
  /** A key of a map. */
  key(key: string): string;
  /** The name of a field, from the one that it has in its table. */
  name(name: string): string;
  /** A line for each entry of an object, from its parts as they are written. */
  entries(entries: readonly (readonly [name: string, value: string])[]): readonly string[];
}

/** Arguments or fields, a line for each, the first of which begins at `indent`. */
export function writtenFields(
  fields: readonly (readonly [name: string, value: WrittenValue])[],
  spelling: ValueSpelling,
  indent: string,
): string[] {
  return lines(
    fields.map(([name, value]) => [spelling.name(name), value]),
    spelling,
    indent,
  );
}

function written(said: WrittenValue, spelling: ValueSpelling, indent: string): string {
  switch (said.is) {
    case "text":
      return spelling.text(said.text);
    case "plain":
      return said.written;
    case "reference":
      return spelling.reference(said);
    case "list":
      return list(
        said.items.map((item) => written(item, spelling, `${indent}  `)),
        indent,
      );
    case "map":
      return braced(
        lines(
          said.entries.map(([key, value]) => [spelling.key(key), value]),
          spelling,
          `${indent}  `,
        ),
        indent,
      );
    case "object":
      return braced(writtenFields(said.fields, spelling, `${indent}  `), indent);
  }
}

function list(items: readonly string[], indent: string): string {
  const inOneLine = items.join(", ");
  if (items.every((item) => !item.includes("\n")) && inOneLine.length < 80) return `[${inOneLine}]`;
  return `[\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}]`;
}

function lines(
  entries: readonly (readonly [name: string, value: WrittenValue])[],
  spelling: ValueSpelling,
  indent: string,
): string[] {
  const spelled = entries.map(([name, value]) => [name, written(value, spelling, indent)] as const);
  return spelling.entries(spelled).map((line) => `${indent}${line}`);
}

function braced(entries: readonly string[], indent: string): string {
  return entries.length === 0 ? "{}" : `{\n${entries.join("\n")}\n${indent}}`;
}
