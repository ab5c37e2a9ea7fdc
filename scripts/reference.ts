import {
  actionTables,
  dataTables,
  ephemeralTables,
  listTables,
  providerTable,
  resourceTables,
} from "../src/schema/index.js";
import { generatedFolder } from "./generated-folder.js";
import { actionPage } from "./reference/action-page.js";
import { dataPage, ephemeralPage, listPage } from "./reference/block-page.js";
import { errorPage } from "./reference/error-page.js";
import { officialPage } from "./reference/official-page.js";
import { typePage } from "./reference/type-page.js";

/** Writes docs/reference from the attribute tables and the error catalogue. */
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

generatedFolder("docs/reference", pages);
