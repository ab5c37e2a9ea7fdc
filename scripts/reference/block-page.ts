import { camelCase } from "../../src/domain/camel-case.js";
import type { BlockTable } from "../../src/vocabulary/index.js";
import { attributeTable, nestedSections, requiredOf } from "./type-page.js";

/** The reference page of one ephemeral resource. */
export function ephemeralPage(table: BlockTable): string {
  return page(table, "ephemeral", [
    "Needs Terraform 1.10 or OpenTofu 1.11. It is opened in each plan and in each apply that needs it, and what it gives",
    "goes to no state and no plan: only into provider blocks, other ephemeral values and write-only arguments. More on",
    "that: [Values at run time](../values.md).",
  ]);
}

/** The reference page of one data source. */
export function dataPage(table: BlockTable): string {
  return page(table, "data", [
    "Reads what is there already, and stores what it reads in the state: no secret is in it, and nothing is issued for it.",
  ]);
}

/** The reference page of one list resource. */
export function listPage(table: BlockTable): string {
  const name = `latchkey_${table.type}`;
  const lines = [
    `# list "${name}"`,
    "",
    table.doc,
    "",
    "Needs Terraform 1.14, whose `terraform query` asks for it; older ones and OpenTofu do not notice it. Its objects are",
    `those of [\`${name}\`](${name}.md), and no value of a secret is asked for. More on that: [Discovery](../discovery.md).`,
    "",
    ...attributeTable(table.attributes),
    "",
    "```hcl",
    `list "${name}" "example" {`,
    "  provider         = latchkey",
    "  include_resource = true",
    "",
    "  config {",
    '    path = "/prod"',
    "  }",
    "}",
    "```",
  ];
  return `${lines.join("\n")}\n`;
}

function page({ type, doc, attributes }: BlockTable, keyword: string, about: readonly string[]): string {
  const name = `latchkey_${type}`;
  const lines = [
    `# ${keyword} "${name}"`,
    "",
    doc,
    "",
    `In CDKTF: \`${camelCase(`_latchkey_${keyword}_${type}`)}\`.`,
    "",
    ...about,
    "",
    ...attributeTable(attributes),
    ...nestedSections(attributes, ""),
    "",
    "```hcl",
    `${keyword} "${name}" "example" {`,
    ...requiredOf(attributes).map((attribute) => `  ${attribute} = …`),
    "}",
    "```",
  ];
  return `${lines.join("\n")}\n`;
}
