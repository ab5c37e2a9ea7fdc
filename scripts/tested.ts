import { join } from "node:path";
import { generatedFolder } from "./generated-folder.js";
import { attributePages } from "./tested/attribute-pages.js";
import { isStillTrue } from "./tested/still-true.js";
import { writtenTests } from "./tested/test-file.js";

/**
 * Writes docs/tested from the tables, the options of the libraries and the sources of the tests. With `--check` a page
 * may name other tests than it would be written with, as long as they show what it says: a new test makes no page wrong.
 */
const root = join(__dirname, "..");

/** Where tests of the provider's types and of the libraries are. */
const FOLDERS = ["unit/provider", "unit/types", "unit/webhook", "unit/runtime", "contract", "acceptance"];

const tests = writtenTests(root, FOLDERS);
if (process.argv.includes("--check")) {
  generatedFolder("docs/tested", attributePages(root, tests, Number.POSITIVE_INFINITY), isStillTrue);
} else {
  generatedFolder("docs/tested", attributePages(root, tests));
}
