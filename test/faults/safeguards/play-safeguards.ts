import { join } from "node:path";
import { cellNamed } from "../cells/cell.js";
import type { Workshop } from "../cells/cell-stage.js";
import { type CellResult, isGreen } from "../report/result.js";
import { Board, type Tell, wantedParts } from "../runner/board.js";
import type { Pool } from "../runner/pool.js";
import { bundleProvider, type Edit } from "./bundle-provider.js";
import { safeguards } from "./index.js";

/** What came of taking a safeguard out. */
export interface SafeguardOutcome {
  readonly name: string;
  readonly title: string;
  /** Its cells: what they say with the safeguard, and without it. */
  readonly cells: readonly {
    readonly id: string;
    /** Whether it is green with everything in place. */
    readonly greenWith: boolean;
    /** The promises that are broken without it. */
    readonly brokenWithout: readonly string[];
  }[];
  /** Whether a cell that is green with it breaks without it. */
  readonly noticed: boolean;
}

/**
 * The test of the tests: builds the provider without one safeguard after the other, and plays the cells that ought to
 * notice, of those whose names are wanted. The same bundle without any change is played first, so that red is red
 * because of what was taken out.
 */
export async function playSafeguards(
  pool: Pool,
  workshop: Workshop,
  tell: Tell,
  wanted: (name: string) => boolean,
): Promise<SafeguardOutcome[]> {
  const tried = safeguards.filter(({ name }) => wanted(name));
  const bundle = (name: string, edits: readonly Edit[]) =>
    bundleProvider(join(workshop.work, `provider-without-${name}`), edits);
  // All are built first: a place that is not there any more shows before anything is played.
  const mutants = new Map<string, string>();
  for (const { name, edits } of tried) mutants.set(name, await bundle(name, edits));

  const ids = [...new Set(tried.flatMap(({ cells }) => cells))];
  const { phases } = wantedParts({ ids, grep: undefined });
  const board = new Board(pool, workshop, (line) => tell(`  ${line}`)).withProvider(
    await bundle("nothing", []),
  );
  tell("With everything in place:");
  await board.explore(phases);
  const whole = await play(board, ids);
  const outcomes: SafeguardOutcome[] = [];
  for (const { name, title, cells } of tried) {
    tell(`Without ${name}:`);
    const without = await play(board.withProvider(mutants.get(name) ?? ""), cells);
    const compared = cells.map((id) => ({
      id,
      greenWith: whole.some((result) => result.id === id && isGreen(result)),
      brokenWithout: promises(without.find((result) => result.id === id)),
    }));
    const noticed = compared.some(({ greenWith, brokenWithout }) => greenWith && brokenWithout.length > 0);
    outcomes.push({ name, title, cells: compared, noticed });
  }
  return outcomes;
}

function play(board: Board, ids: readonly string[]): Promise<CellResult[]> {
  return Promise.all(
    ids.map((id) => {
      const cell = cellNamed(id);
      return cell ? board.play(cell) : board.playScripted(id);
    }),
  );
}

function promises(result: CellResult | undefined): string[] {
  return [...new Set(result?.breaches.map(({ invariant }) => invariant))];
}
