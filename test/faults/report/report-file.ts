import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/cli/package-root.js";
import { invariants } from "../checker/index.js";
import { faultKinds } from "../nemesis/fault-kind.js";
import type { SafeguardOutcome } from "../safeguards/play-safeguards.js";
import { scriptedCells } from "../scripted/index.js";
import { stories } from "../stories/index.js";
import { mark, tableOf } from "./matrix-table.js";
import { type CellResult, isGreen } from "./result.js";
import { duration } from "./summary.js";

const FILE = join(packageRoot(), "docs", "faults.md");

/** The two parts of the page that are written by separate commands. */
type PartName = "matrix" | "safeguards";

/** Writes what the matrix has shown into docs/faults.md; the rest of the page stays. */
export function writeMatrixReport(results: readonly CellResult[], seed: number, seconds: number): void {
  writePart("matrix", matrixPart(results, seed, seconds));
}

/** The same for the safeguards. */
export function writeSafeguardsReport(outcomes: readonly SafeguardOutcome[]): void {
  writePart("safeguards", safeguardsPart(outcomes));
}

function writePart(name: PartName, text: string): void {
  const page = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const at = [page.indexOf(begin), page.indexOf(end)] as const;
  if (at[0] < 0 || at[1] < at[0]) throw new Error(`docs/faults.md has no part ${name}`);
  writeFileSync(FILE, `${page.slice(0, at[0])}${begin}\n\n${text}\n\n${page.slice(at[1])}`);
}

function matrixPart(results: readonly CellResult[], seed: number, seconds: number): string {
  const green = results.filter(isGreen).length;
  const kinds = faultKinds.map(({ name, title }) => `| \`${name}\` | ${title} |`);
  const promises = invariants.map(({ name, title }) => `| ${name} | ${title} |`);
  const byId = new Map(results.map((result) => [result.id, result]));
  const phases = tableOf(results).map(({ phase, lines }) => {
    const story = stories.find((one) => one.phase === phase);
    const columns = faultKinds
      .map((kind) => kind.name)
      .filter((kind) => lines.some(({ cells }) => cells.has(kind)));
    return [
      `### ${phase}: ${story?.title ?? ""}`,
      "",
      `| call | ${columns.join(" | ")} |`,
      `|---|${columns.map(() => "---").join("|")}|`,
      ...lines.map(
        ({ call, cells }) => `| ${call} | ${columns.map((kind) => mark(cells.get(kind))).join(" | ")} |`,
      ),
    ].join("\n");
  });
  const scripted = scriptedCells.map(({ id, title }) => `| \`${id}\` | ${title} | ${mark(byId.get(id))} |`);
  return [
    `**${green} of ${results.length} cells green** in ${duration(seconds)}, seed ${seed}. \`✔\` green, \`✘\` broken, \`°\` something took place once more in one of the ways that are allowed, \`·\` the fault does not suit the call.`,
    `Every cell is held to all of these:\n\n| | promise |\n|---|---|\n${promises.join("\n")}`,
    `The faults:\n\n| fault | what it is |\n|---|---|\n${kinds.join("\n")}`,
    ...phases,
    `### Other people, other stacks\n\n| cell | what happens | |\n|---|---|---|\n${scripted.join("\n")}`,
  ].join("\n\n");
}

function safeguardsPart(outcomes: readonly SafeguardOutcome[]): string {
  const noticed = outcomes.filter((one) => one.noticed).length;
  const rows = outcomes.flatMap(({ name, title, cells }) =>
    cells.map(({ id, greenWith, brokenWithout }, at) => {
      const head = at === 0 ? `**${name}**: ${title}` : "";
      const without = brokenWithout.length === 0 ? "green" : `breaks ${brokenWithout.join(", ")}`;
      return `| ${head} | \`${id}\` | ${greenWith ? "green" : "red"} | ${without} |`;
    }),
  );
  return [
    `${noticed} of ${outcomes.length} missing safeguards are noticed.`,
    ["| taken out | cell | with it | without it |", "|---|---|---|---|", ...rows].join("\n"),
  ].join("\n\n");
}
