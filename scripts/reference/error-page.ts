import { catalog } from "../../src/errors/catalog.js";

/** The page of all error codes, in the catalogue's order. */
export function errorPage(): string {
  const lines = [
    "# Errors",
    "",
    "Every error of the provider, the constructs and the command line ends with a code in square brackets. Codes are",
    "never renamed and never reused. An error tells what happened, what was being done to what, what was seen, what",
    "state things are in now, and what to do. Key ids are masked and values are never shown.",
    "",
    "| code | what happened | what to do |",
    "|---|---|---|",
  ];
  for (const [code, { summary, advice }] of Object.entries(catalog)) {
    lines.push(`| <a id="${code}"></a>\`${code}\` | ${cell(summary)} | ${cell(advice)} |`);
  }
  return `${lines.join("\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
