import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  actionTables,
  dataTables,
  ephemeralTables,
  listTables,
  providerTable,
  resourceTables,
} from "../src/schema/index.js";
import { actionPage } from "./reference/action-page.js";
import { dataPage, ephemeralPage, listPage } from "./reference/block-page.js";
import { errorPage } from "./reference/error-page.js";
import { officialPage } from "./reference/official-page.js";
import { typePage } from "./reference/type-page.js";

/**
 * Writes docs/reference from the attribute tables and the error catalogue; `--check` only compares, and fails with
 * the command that mends it.
 */
const root = join(__dirname, "..");
const folder = join(root, "docs", "reference");

const pages = new Map<string, string>([
  ["errors.md", errorPage()],
  ["official-types.md", officialPage()],
  ["provider.md", typePage(providerTable)],
  ...resourceTables.map((table): [string, string] => [`latchkey_${table.type}.md`, typePage(table)]),
  ...actionTables.map((table): [string, string] => [`action_latchkey_${table.type}.md`, actionPage(table)]),
  ...dataTables.map((table): [string, string] => [`data_latchkey_${table.type}.md`, dataPage(table)]),
  ...ephemeralTables.map((table): [string, string] => [
    `ephemeral_latchkey_${table.type}.md`,
    ephemeralPage(table),
  ]),
  ...listTables.map((table): [string, string] => [`list_latchkey_${table.type}.md`, listPage(table)]),
]);

function written(): Map<string, string> {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  } catch {
    return new Map();
  }
}

if (process.argv.includes("--check")) {
  const now = written();
  const stale = [...new Set([...now.keys(), ...pages.keys()])].filter(
    (name) => now.get(name) !== pages.get(name),
  );
  if (stale.length > 0) {
    process.stderr.write(
      `docs/reference is not what the tables say (${stale.join(", ")}); run: npm run docs\n`,
    );
    process.exitCode = 1;
  }
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}
