import {
  type Attribute,
  type Attributes,
  IDENTITY_ALONE,
  type Table,
  type ValueType,
} from "../../src/vocabulary/index.js";

const HOW: Record<Attribute["mode"], string> = {
  required: "required",
  optional: "optional",
  defaulted: "optional",
  computed: "computed",
  computedOrNull: "computed",
  writeOnly: "write-only",
};

/** The reference page of one resource type, or of the provider block. */
export function typePage(table: Table): string {
  const { type, doc, attributes, version } = table;
  const name = type === "" ? 'provider "latchkey"' : `latchkey_${type}`;
  const lines = [`# ${name}`, "", doc, "", ...attributeTable(attributes)];
  for (const [attribute, { type: kind }] of Object.entries(attributes)) {
    const nested = nestedOf(kind);
    if (nested) lines.push("", `## ${attribute}`, "", ...attributeTable(nested));
  }
  if (type !== "") lines.push("", ...importSection(table), "", `State version ${version}.`);
  return `${lines.join("\n")}\n`;
}

/** How objects of the type are imported: every example that the table gives, as a command and once as a block. */
function importSection({ type, identity, attributes, importing = IDENTITY_ALONE }: Table): string[] {
  const { tells, needs = [], doc, examples } = importing;
  const address = `latchkey_${type}.example`;
  const rows = tells.map((name) => {
    const meaning = needs.includes(name) ? "has to be told" : "may be told";
    return `| \`${name}\` | ${typeName(attributes[name]?.type ?? "string")} | ${meaning} |`;
  });
  const byName = [
    `The id is the \`${identity}\`, and after it, as \`,attribute=value\`, what the gateway does not tell:`,
    "",
    "| attribute | type | |",
    "|---|---|---|",
    ...rows,
    "",
    "In a value that is told by name, `%2C` is a comma and `%25` a percent sign: a comma has to be written so where one",
    `of these names and \`=\` follow it. The \`${identity}\` may be told by name, too.`,
  ];
  return [
    "## Import",
    "",
    ...(tells.length > 0 ? byName : [`The id is the \`${identity}\`.`]),
    ...(doc === undefined ? [] : ["", doc]),
    ...examples.flatMap(({ of, id }) => [
      "",
      `${of.charAt(0).toUpperCase()}${of.slice(1)}:`,
      "",
      "```sh",
      `terraform import ${address} ${id}`,
      "```",
    ]),
    "",
    "The same in a configuration, for which `terraform plan -generate-config-out=FILE` writes the resource:",
    "",
    "```hcl",
    "import {",
    `  to = ${address}`,
    `  id = "${examples[0]?.id}"`,
    "}",
    "```",
  ];
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
