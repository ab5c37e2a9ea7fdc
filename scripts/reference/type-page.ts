import type { Attribute, Attributes, Table, ValueType } from "../../src/vocabulary/index.js";

const HOW: Record<Attribute["mode"], string> = {
  required: "required",
  optional: "optional",
  defaulted: "optional",
  computed: "computed",
  computedOrNull: "computed",
  writeOnly: "write-only",
};

/** The reference page of one resource type, or of the provider block. */
export function typePage({ type, doc, attributes, identity, version }: Table): string {
  const name = type === "" ? 'provider "latchkey"' : `latchkey_${type}`;
  const lines = [`# ${name}`, "", doc, "", ...attributeTable(attributes)];
  for (const [attribute, { type: kind }] of Object.entries(attributes)) {
    const nested = nestedOf(kind);
    if (nested) lines.push("", `## ${attribute}`, "", ...attributeTable(nested));
  }
  if (type !== "") {
    lines.push("", "## Import", "", `By \`${identity}\`:`, "", "```sh");
    lines.push(`terraform import latchkey_${type}.example /path/of/the/object`, "```", "");
    lines.push(`State version ${version}.`);
  }
  return `${lines.join("\n")}\n`;
}

/** The attributes of one level, as a Markdown table. */
export function attributeTable(attributes: Attributes): string[] {
  const rows = Object.entries(attributes).map(([name, attribute]) => {
    const said = [attribute.doc];
    if (attribute.each) said.push(`Each: ${attribute.each.map(({ doc }) => doc).join("; ")}.`);
    if (attribute.replaces && !attribute.doc.includes("Changing it"))
      said.push("Changing it makes a new object.");
    if (attribute.sensitive && attribute.mode !== "writeOnly") said.push("Sensitive.");
    const meaning = said.join(" ").replaceAll("|", "\\|");
    return `| \`${name}\` | ${typeName(attribute.type)} | ${HOW[attribute.mode]} | ${meaning} |`;
  });
  return ["| attribute | type | | meaning |", "|---|---|---|---|", ...rows];
}

function nestedOf(kind: ValueType): Attributes | undefined {
  if (typeof kind === "string") return undefined;
  if ("object" in kind) return kind.object;
  return "objects" in kind ? kind.objects : undefined;
}

function typeName(kind: ValueType): string {
  if (typeof kind === "string") return kind === "int" ? "whole number" : kind;
  if ("list" in kind) return `list of ${kind.list}`;
  if ("set" in kind) return `set of ${kind.set}`;
  if ("map" in kind) return `map of ${kind.map}`;
  return "object" in kind ? "object" : "list of objects";
}
