import type { ActionTable } from "../../src/vocabulary/index.js";
import { attributeTable, nestedSections, requiredOf } from "./type-page.js";

/** The reference page of one action. */
export function actionPage({ type, doc, attributes }: ActionTable): string {
  const name = `latchkey_${type}`;
  const lines = [
    `# action "${name}"`,
    "",
    doc,
    "",
    "Needs Terraform 1.14.1 or newer. Older versions do not notice that the provider has actions. How to trigger it, and",
    "when the resource is the better choice: [Actions](../actions.md).",
    "",
    "The attributes of its `config` block:",
    "",
    ...attributeTable(attributes),
    ...nestedSections(attributes, ""),
    "",
    "```hcl",
    `action "${name}" "example" {`,
    "  config {",
    ...requiredOf(attributes).map((attribute) => `    ${attribute} = …`),
    "  }",
    "}",
    "```",
  ];
  return `${lines.join("\n")}\n`;
}
