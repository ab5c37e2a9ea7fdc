import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { classesText, classesWithTablesText } from "./types/classes-text.js";
import { indexText } from "./types/index-text.js";

/**
 * Writes what derives from src/types and src/schema: the list of types, and the class of each for the constructs. With
 * `--check` it only compares, and fails with the command that mends it.
 */
const root = join(__dirname, "..");
const source = join(root, "src");

const names = readdirSync(join(source, "types"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();
const texts = [
  [join(source, "types", "generated", "index.ts"), indexText(names)],
  [
    join(source, "constructs", "bindings", "generated", "described.ts"),
    classesText(join(source, "types"), names),
  ],
  [join(source, "constructs", "bindings", "generated", "with-tables.ts"), classesWithTablesText()],
] as const;
const stale = texts.filter(([file, text]) => textOf(file) !== text);
if (!process.argv.includes("--check")) {
  for (const [file, text] of stale) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
} else if (stale.length > 0) {
  const files = stale.map(([file]) => relative(root, file)).join(", ");
  process.stderr.write(`not what the files of src/types and src/schema say: ${files}; run: npm run docs\n`);
  process.exitCode = 1;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
