import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import { invariants } from "../checker/index.js";
import { faultKinds } from "../nemesis/fault-kind.js";
import type { SafeguardOutcome } from "../safeguards/play-safeguards.js";
import { scriptedCells } from "../scripted/index.js";
import { stories } from "../stories/index.js";
import { mark, tableOf } from "./matrix-table.js";
import { type CellResult, isGreen } from "./result.js";
import { duration } from "./summary.js";

const FILE = join(packageRoot(), "docs", "faults.md");

/** The parts of the page that are written by separate commands. */
type PartName = "matrix" | "matrix of the executable" | "safeguards";

/** What a run of the matrix has shown, and of what. */
export interface PlayedMatrix {
  readonly results: readonly CellResult[];
  readonly seed: number;
  readonly seconds: number;
  /** Whether the provider was the executable; else it was the bundle, on Node. */
  readonly ofExecutable: boolean;
}

/** Writes what the matrix has shown into docs/faults.md; the rest of the page stays. */
export function writeMatrixReport(played: PlayedMatrix): void {
  if (played.ofExecutable) writePart("matrix of the executable", resultsPart(played));
  else writePart("matrix", matrixPart(played));
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

function matrixPart(played: PlayedMatrix): string {
  const kinds = faultKinds.map(({ name, title }) => `| \`${name}\` | ${title} |`);
  const promises = invariants.map(({ name, title }) => `| ${name} | ${title} |`);
  return [
    `Every cell is held to all of these:\n\n| | promise |\n|---|---|\n${promises.join("\n")}`,
    `The faults:\n\n| fault | what it is |\n|---|---|\n${kinds.join("\n")}`,
    resultsPart(played),
  ].join("\n\n");
}

function resultsPart({ results, seed, seconds, ofExecutable }: PlayedMatrix): string {
  // Each heading of the page is an address of its own.
  const of = ofExecutable ? "The executable, " : "";
  const green = results.filter(isGreen).length;
  const byId = new Map(results.map((result) => [result.id, result]));
  const phases = tableOf(results).map(({ phase, lines }) => {
    const story = stories.find((one) => one.phase === phase);
    const columns = faultKinds
      .map((kind) => kind.name)
      .filter((kind) => lines.some(({ cells }) => cells.has(kind)));
    return [
      `### ${of}${phase}: ${story?.title ?? ""}`,
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
    ...phases,
    `### ${of}${ofExecutable ? "other" : "Other"} callers, other stacks\n\n| cell | what happens | |\n|---|---|---|\n${scripted.join("\n")}`,
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
