import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Fault } from "../../src/errors/fault.js";
import type { AwsProviderSource } from "../../src/terraform/cli-config.js";
import { findTerraform } from "../../src/terraform/find-terraform.js";
import { builtProvider } from "../../src/terraform/own-provider.js";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { motoMissing } from "../support/acceptance/requirements.js";
import { executables } from "../support/runtime/executables.js";
import { cellNamed, type MatrixCell } from "./cells/cell.js";
import type { Workshop } from "./cells/cell-stage.js";
import { QUICK } from "./cells/quick.js";
import { type Options, optionsFrom, USAGE, UsageError } from "./options.js";
import { matrixText } from "./report/matrix-table.js";
import { writeMatrixReport, writeSafeguardsReport } from "./report/report-file.js";
import { type CellResult, isGreen } from "./report/result.js";
import { safeguardsText } from "./report/safeguards-table.js";
import { failureText, totalText } from "./report/summary.js";
import { Board, wantedParts } from "./runner/board.js";
import { Pool } from "./runner/pool.js";
import { playSafeguards } from "./safeguards/play-safeguards.js";
import { stories, storyOf } from "./stories/index.js";
import type { Story } from "./stories/story.js";
import { heedsTime } from "./time/heeds-time.js";
import { isExecutable, timedProvider } from "./time/timed-provider.js";
import { randomWalks } from "./walks/random-walks.js";

const tell = (line: string) => process.stderr.write(`${line}\n`);
const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(args: readonly string[]): Promise<number> {
  const options = optionsFrom(args);
  if (options.mode === "help") {
    say(USAGE);
    return 0;
  }
  if (options.mode === "walks") return randomWalks(options, tell);
  const begun = performance.now();
  const work = mkdtempSync(join(tmpdir(), "faults-"));
  const pool = new Pool(options.workers);
  let keepWork = options.keep;
  try {
    const terraform = await findTerraform(process.env);
    const workshop: Workshop = {
      terraform: terraform.binary,
      provider: timedProvider(options.provider ?? executables() ?? builtProvider(), work),
      work,
      awsProvider: await awsProvider(options),
      seed: options.seed,
      keep: options.keep,
    };
    if (!(await heedsTime(workshop.provider))) {
      throw new UsageError(
        `the provider in ${workshop.provider} keeps a time of its own: its runtime loads nothing that NODE_OPTIONS or BUN_OPTIONS names`,
      );
    }
    tell(
      `Terraform ${terraform.version}, seed ${options.seed}, ${options.workers} workers, folders in ${work}`,
    );
    const results =
      options.mode === "safeguards"
        ? await safeguards(pool, workshop, options)
        : await matrix(pool, workshop, options, begun);
    keepWork ||= results.some((result) => !isGreen(result));
    return results.every(isGreen) ? 0 : 1;
  } finally {
    await pool.close();
    if (!keepWork) rmSync(work, { recursive: true, force: true });
  }
}

async function matrix(
  pool: Pool,
  workshop: Workshop,
  options: Options,
  begun: number,
): Promise<readonly CellResult[]> {
  const ids = options.quick ? QUICK : options.cells;
  const { grep, phases: onlyPhases } = options;
  const wanted = wantedParts({ ids, grep, onlyPhases }, playable(workshop, options));
  const unknown = onlyPhases.filter((name) => !stories.some(({ phase }) => phase === name));
  if (unknown.length > 0) throw new UsageError(`there is no phase ${unknown.join(", ")}`);
  if (wanted.unknown.length > 0) throw new UsageError(`there is no cell ${wanted.unknown.join(", ")}`);
  const board = new Board(pool, workshop, options.mode === "list" ? () => {} : tell);
  const explored = await board.explore(wanted.phases);
  const named = ids.flatMap((id) => cellNamed(id) ?? []);
  const cells = ids.length > 0 ? named : explored.cells.filter(({ id }) => wanted.isWanted(id));
  if (options.mode === "list") {
    say([...cells.map(({ id }) => id), ...wanted.scripted].join("\n"));
    return explored.results;
  }
  tell(`${cells.length + wanted.scripted.length} cells`);
  const playing = new Map(longestFirst(cells).map((cell) => [cell, board.play(cell)]));
  const played = await Promise.all([
    ...cells.flatMap((cell) => playing.get(cell) ?? []),
    ...wanted.scripted.map((id) => board.playScripted(id)),
  ]);
  const results = [...explored.results, ...played];
  const seconds = (performance.now() - begun) / 1000;
  const total = totalText(results, options.seed, seconds);
  if (options.json) {
    say(JSON.stringify({ seed: options.seed, seconds, total, cells: results }));
  } else {
    const failures = failureText(results, options.seed);
    say(
      [matrixText(played), scriptedText(played), failures, total].filter((text) => text !== "").join("\n\n"),
    );
  }
  if (options.writeReport) {
    writeMatrixReport({
      results,
      seed: options.seed,
      seconds,
      ofExecutable: isExecutable(workshop.provider),
    });
  }
  return results;
}

/** Whatever lasts minutes begins at once, so that nothing is left to wait for when all the others are through. */
function longestFirst(cells: readonly MatrixCell[]): MatrixCell[] {
  const isLong = ({ phase }: MatrixCell) => Number(storyOf(phase).realTime);
  return [...cells].sort((a, b) => isLong(b) - isLong(a));
}

async function safeguards(pool: Pool, workshop: Workshop, options: Options): Promise<readonly CellResult[]> {
  const outcomes = await playSafeguards(pool, workshop, tell, (name) => options.grep?.test(name) ?? true);
  const text = safeguardsText(outcomes);
  say(options.json ? JSON.stringify({ seed: options.seed, safeguards: outcomes }) : text);
  if (options.writeReport) writeSafeguardsReport(outcomes);
  // What was taken out has to be noticed: a table without a red cell is the failure here.
  return outcomes.map(({ name, noticed }) => ({
    id: name,
    breaches: noticed ? [] : [{ invariant: "sound", what: "no cell notices that it is missing" }],
    seconds: 0,
    runs: [],
    repeated: false,
  }));
}

function scriptedText(results: readonly CellResult[]): string {
  return results
    .filter(({ id }) => id.startsWith("person/"))
    .map((result) => `${isGreen(result) ? "✔" : "✘"} ${result.id}`)
    .join("\n");
}

/** The stories that this machine can play; the others are told of, loudly. */
function playable({ awsProvider: aws }: Workshop, { quick }: Options): readonly Story[] {
  if (quick) return stories;
  const lacks = (story: Story): string | undefined => {
    if (story.stack === "quickstart" && !aws)
      return "there is neither a registry nor a mirror with hashicorp/aws.";
    return story.aws === "moto" ? motoMissing() : undefined;
  };
  return stories.filter((story) => {
    const missing = lacks(story);
    if (missing !== undefined) tell(`\nSKIPPED, every cell of "${story.phase}": ${missing}\n`);
    return missing === undefined;
  });
}

async function awsProvider({ quick }: Options): Promise<AwsProviderSource | undefined> {
  if (quick) return undefined;
  try {
    return await chooseAwsProviderSource({ env: process.env });
  } catch (error) {
    if (Fault.is(error)) return undefined;
    throw error;
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UsageError) tell(`${error.message}\n\n${USAGE}`);
    else tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
