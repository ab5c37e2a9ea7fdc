/**
 * Changes the sources of one room, one place at a time, and tells which changes its unit tests do not notice:
 * `npm run mutants -- seed`, or for some of its files `npm run mutants -- seed walk.ts 'next-*.ts'`, or for one of ten
 * changes `npm run mutants -- seed --one-of 10`.
 *
 * What is known of a mutant is kept in `node_modules/.cache/mutants`, and tried again when its source has changed or a
 * new test reaches it; `--force` tries again in any case. Texts are not changed: what an error says is held by the tests of
 * the documents and of the catalogue, and by people who read it.
 */
import { mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { scoreOf } from "./mutants/sample.mjs";

const ROOMS = ["seed", "engine", "provider", "gateway", "audit"];
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: "boolean", default: false },
    jobs: { type: "string", default: "1" },
    "one-of": { type: "string", default: "1" },
  },
});
const [room, ...files] = positionals;
if (!ROOMS.includes(room)) throw new Error(`Name one of the rooms ${ROOMS.join(", ")}`);
const oneOf = Number(values["one-of"]);
if (!(Number.isInteger(oneOf) && oneOf > 0)) throw new Error("--one-of takes a whole number from 1 on");

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, "node_modules", ".cache", "mutants");
mkdirSync(cache, { recursive: true });
process.chdir(root);
process.env.MUTANTS_ROOM = room;
process.env.MUTANTS_ONE_OF = String(oneOf);

const began = Date.now();
const results = await new Stryker({
  mutate: (files.length > 0 ? files : ["**/*.ts"]).map((file) => `src/${room}/${file}`),
  mutator: { excludedMutations: ["StringLiteral"] },
  // What runs while a module is loaded would need a new process per mutant.
  ignoreStatic: true,
  plugins: ["@stryker-mutator/jest-runner", "./scripts/mutants/sample-checker.mjs"],
  checkers: oneOf > 1 ? ["sample"] : [],
  testRunner: "jest",
  jest: {
    enableFindRelatedTests: false,
    config: {
      roots: ["<rootDir>/test/support/mutants"],
      testMatch: ["<rootDir>/test/support/mutants/whole-room.ts"],
      testEnvironment: "./test/support/mutants/until-first-failure.js",
    },
  },
  coverageAnalysis: "perTest",
  concurrency: Number(values.jobs),
  // A test that a busy machine keeps waiting has noticed nothing; one that spins is ended by the count of its turns.
  timeoutMS: 300_000,
  dryRunTimeoutMinutes: 30,
  incremental: true,
  incrementalFile: relative(root, join(cache, oneOf > 1 ? `${room}-one-of-${oneOf}.json` : `${room}.json`)),
  force: values.force,
  disableTypeChecks: false,
  // Stryker would read the configuration of a compiler that it does not know.
  ignorePatterns: [
    "dist",
    "bench",
    "examples",
    "test/acceptance",
    "test/contract",
    "test/faults",
    "tsconfig*.json",
  ],
  tempDirName: ".mutants",
  cleanTempDir: "always",
  reporters: ["progress-append-only", "clear-text"],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  allowConsoleColors: false,
}).runMutationTest();
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const { tried, share, margin } = scoreOf(results);
const chance = oneOf > 1 ? `, give or take ${percent(margin)} for the whole room` : "";
process.stdout.write(
  `${room}: ${percent(share)} of ${tried} mutants noticed${chance}.\n` +
    `It took ${Math.round((Date.now() - began) / 1000)} seconds.\n`,
);
