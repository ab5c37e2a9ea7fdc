import { readdirSync } from "node:fs";
import { join } from "node:path";

// All unit tests of one room as one suite, for `npm run mutants`: Jest loads the sources anew for each suite, which takes
// longer than the tests, and would do so for every mutant. The random walks stay out: what they notice is chance.

const unit = join(__dirname, "..", "..", "unit", process.env.MUTANTS_ROOM ?? "");
/** The names of the tests that reach the mutant, as a pattern; undefined where all are to run. */
const { MUTANTS_TESTS: wanted } = globalThis as { readonly MUTANTS_TESTS?: string };
const files = readdirSync(unit, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts") && !file.includes("random-"))
  .filter((file) => wanted === undefined || wanted.replaceAll("\\", "").includes(file))
  .sort();

describe.each(files)("%s", (file) => {
  require(join(unit, file));
});
