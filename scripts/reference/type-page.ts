import { camelCase } from "../../src/domain/camel-case.js";
import { resourceTables } from "../../src/schema/index.js";
import {
  type Attribute,
  type Attributes,
  elementTypeOf,
  fieldsOf,
  IDENTITY_ALONE,
  mayReferTo,
  type Table,
  type ValueType,
} from "../../src/vocabulary/index.js";

const HOW: Record<Attribute["mode"], string> = {
  required: "required",
  optional: "optional",
  defaulted: "optional",
  gatewayChosen: "optional",
  computed: "computed",
  computedOrNull: "computed",
  writeOnly: "write-only",
};

/** The reference page of one resource type, or of the provider block. */
export function typePage(table: Table): string {
  const { type, doc, attributes, version } = table;
  const name = type === "" ? 'provider "latchkey"' : `latchkey_${type}`;
  const lines = [`# ${name}`, "", doc, ""];
  if (type !== "") lines.push(classesLine(type), "");
  lines.push(...attributeTable(attributes), ...nestedSections(attributes, ""));
  if (type !== "") lines.push("", ...importSection(table), ...formerNameSection(table));
  if (type !== "") lines.push("", `State version ${version}.`);
  return `${lines.join("\n")}\n`;
}

/** The constructs that add meaning to a type, by the type. */
const CONSTRUCTS: Readonly<Record<string, string>> = {
  dynamic_secret_aws: "DynamicProducer",
  rotated_secret_aws: "Rotator",
  seed_retirement: "SeedRetirement",
  static_secret: "StaticSecret",
  target_aws: "Target",
};

function classesLine(type: string): string {
  const construct = CONSTRUCTS[type];
  const alone = `\`${camelCase(`_latchkey_${type}`)}\``;
  return `In CDKTF: ${construct === undefined ? alone : `\`${construct}\`, or by itself ${alone}`}.`;
}

/** How a configuration goes over to the name of the type, where it has had another one. */
function formerNameSection({ type, formerly }: Table): string[] {
  if (formerly === undefined) return [];
  return [
    "",
    "## Former name",
    "",
    `The type was called \`latchkey_${formerly}\`. It is served under that name, too, for one release, with a warning. To go`,
    "over to the new one, rename the resource and every reference to it, and say where it was; nothing is made anew:",
    "",
    "```hcl",
    "moved {",
    `  from = latchkey_${formerly}.example`,
    `  to   = latchkey_${type}.example`,
    "}",
    "```",
    "",
    "The constructs write that block themselves.",
  ];
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
    said.push(...remoteWords(attribute));
    if (attribute.replaces && !attribute.doc.includes("Changing it"))
      said.push("Changing it makes a new object.");
    if (attribute.wire && !attribute.wire.told && attribute.mode !== "writeOnly")
      said.push("The gateway does not tell it, so that a change of it there is not seen.");
    if (attribute.sensitive && attribute.mode !== "writeOnly") said.push("Sensitive.");
    const meaning = said.join(" ").replaceAll("|", "\\|");
    return `| \`${name}\` | ${typeName(attribute.type)} | ${HOW[attribute.mode]} | ${meaning} |`;
  });
  return ["| attribute | type | | meaning |", "|---|---|---|---|", ...rows];
}

/** The tables of what is nested, each under the name by which it is reached. */
export function nestedSections(attributes: Attributes, prefix: string): string[] {
  return Object.entries(attributes).flatMap(([name, { type }]) => {
    const fields = fieldsOf(type)?.fields;
    if (!fields) return [];
    const path = `${prefix}${name}`;
    return ["", `## ${path}`, "", ...attributeTable(fields), ...nestedSections(fields, `${path}.`)];
  });
}

/** What the gateway does with an attribute, as far as its description does not say so. */
function remoteWords({ mode, doc, tellsNothing, refersTo }: Attribute): string[] {
  const said: string[] = [];
  if (mode === "gatewayChosen") {
    said.push(
      "Where it is not set the gateway chooses, and what it has chosen stands: to take it out of a configuration changes nothing.",
    );
  }
  if (tellsNothing && !doc.includes("is not noticed")) {
    said.push("The gateway does not tell it, so a change made elsewhere is not noticed.");
  }
  const types = resourceTables.map(({ type }) => type).filter((type) => mayReferTo(refersTo ?? "", type));
  if (refersTo !== undefined && types.length > 0) {
    said.push(`Refers to ${types.map((type) => `[latchkey_${type}](latchkey_${type}.md)`).join(", ")}.`);
  }
  return said;
}

function typeName(kind: ValueType): string {
  if (typeof kind === "string") return kind === "int" ? "whole number" : kind;
  if ("object" in kind) return "object";
  const element = elementTypeOf(kind) ?? "string";
  const of = typeof element === "object" && "object" in element ? "objects" : typeName(element);
  return `${"list" in kind ? "list" : "set" in kind ? "set" : "map"} of ${of}`;
}

/** What an example has to set, the names as wide as the widest of them. */
export function requiredOf(attributes: Attributes): string[] {
  const names = Object.keys(attributes).filter((name) => attributes[name]?.mode === "required");
  const width = Math.max(...names.map(({ length }) => length));
  return names.map((name) => name.padEnd(width));
}
