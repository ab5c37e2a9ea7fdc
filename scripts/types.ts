import { readdirSync } from "node:fs";
import { join } from "node:path";
import { generatedFolder } from "./generated-folder.js";
import { classFiles } from "./types/classes-text.js";
import { indexText } from "./types/index-text.js";

/**
 * Writes what derives from src/types and src/schema: the list of types, and the class of each for the constructs. With
 * `--check` it only compares, and fails with the command that mends it.
 */
const source = join(__dirname, "..", "src");

const names = readdirSync(join(source, "types"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();
generatedFolder("src/types/generated", new Map([["index.ts", indexText(names)]]));
generatedFolder("src/constructs/bindings/generated", classFiles(source, names));
