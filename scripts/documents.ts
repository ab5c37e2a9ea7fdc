import { join } from "node:path";
import { documentPages } from "./documents/document-pages.js";
import { generatedFolder } from "./generated-folder.js";
import { writtenTests } from "./tested/test-file.js";

/** Writes docs/documents: what the seed documents ask for, sentence by sentence, with the tests that show it. */
const root = join(__dirname, "..");

generatedFolder(
  "docs/documents",
  documentPages(root, writtenTests(root, ["unit", "contract", "acceptance", "docs"])),
);
