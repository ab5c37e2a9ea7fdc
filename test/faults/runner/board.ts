import { cellNamed, cellsOf, type MatrixCell, missingOf } from "../cells/cell.js";
import type { Workshop } from "../cells/cell-stage.js";
import type { Row } from "../cells/row.js";
import type { Counts } from "../checker/record.js";
import { type CellResult, isGreen } from "../report/result.js";
import { scriptedCells } from "../scripted/index.js";
import { stories } from "../stories/index.js";
import type { Phase, Story } from "../stories/story.js";
import type { Pool } from "./pool.js";

/** Which cells are wanted. */
export interface Wanted {
  /** Only these; empty for all. */
  readonly ids: readonly string[];
  readonly grep: RegExp | undefined;
  /** Of these phases only; empty for all. */
  readonly onlyPhases?: readonly string[];
}

/** Where the run tells how far it is. */
export type Tell = (line: string) => void;

/** The matrix on this machine: which work can be done here, what it is without a fault, and its cells. */
export class Board {
  readonly #pool: Pool;
  readonly #workshop: Workshop;
  readonly #tell: Tell;
  readonly #counts: Map<Phase, Counts>;

  constructor(pool: Pool, workshop: Workshop, tell: Tell, counts = new Map<Phase, Counts>()) {
    this.#pool = pool;
    this.#workshop = workshop;
    this.#tell = tell;
    this.#counts = counts;
  }

  /** The same with another provider, which is held to what this one does without a fault. */
  withProvider(provider: string): Board {
    return new Board(this.#pool, { ...this.#workshop, provider }, this.#tell, this.#counts);
  }

  /** Plays these phases without a fault, and gives the cells that follow, and a result for each phase. */
  async explore(phases: readonly Story[]): Promise<{
    readonly cells: readonly MatrixCell[];
    readonly results: readonly CellResult[];
  }> {
    const explored = await Promise.all(
      phases.map(async ({ phase }) => {
        const result = await this.#pool.run({ kind: "healthy", phase, workshop: this.#workshop });
        if (result.healthy) this.#counts.set(phase, result.healthy.counts);
        this.#tell(`  ${phase} without a fault: ${result.breaches.length === 0 ? "played" : "broken"}`);
        return { phase, result, rows: result.healthy?.rows ?? [] };
      }),
    );
    const cells = cellsOf(explored.flatMap(({ rows }): readonly Row[] => rows));
    const results = explored.map(({ phase, result }): CellResult => {
      const missing = missingOf(phase, cells).map((id) => ({
        invariant: "sound",
        what: `the chosen cell ${id} is about a call that is not made`,
      }));
      return { ...result, id: `${phase}/without-a-fault`, breaches: [...result.breaches, ...missing] };
    });
    for (const result of results) this.#say(result);
    return { cells, results };
  }

  /** Plays a cell; its phase has to be explored already. */
  async play(cell: MatrixCell): Promise<CellResult> {
    const healthy = this.#counts.get(cell.phase);
    if (!healthy) {
      const what = "the work could not be done without a fault";
      return { id: cell.id, breaches: [{ invariant: "sound", what }], seconds: 0, runs: [], repeated: false };
    }
    const result = await this.#pool.run({ kind: "matrix", cell, healthy, workshop: this.#workshop });
    return this.#say({ ...result, id: cell.id });
  }

  async playScripted(id: string): Promise<CellResult> {
    const result = await this.#pool.run({ kind: "scripted", id, workshop: this.#workshop });
    return this.#say({ ...result, id });
  }

  #say(result: CellResult): CellResult {
    this.#tell(`${isGreen(result) ? "✔" : "✘"} ${result.id} (${result.seconds.toFixed(1)} s)`);
    for (const { invariant, what } of result.breaches) this.#tell(`    ${invariant}: ${what}`);
    return result;
  }
}

/** What of the matrix is wanted: the phases that have to be explored for it, and a filter for what follows. */
export function wantedParts({ ids, grep, onlyPhases = [] }: Wanted, available: readonly Story[] = stories) {
  const isOf = (id: string, phase: string) => id.startsWith(`${phase}/`);
  const isWanted = (id: string) =>
    (ids.length === 0 || ids.includes(id)) &&
    (onlyPhases.length === 0 || onlyPhases.some((phase) => isOf(id, phase))) &&
    (grep?.test(id) ?? true);
  const scripted = scriptedCells.map(({ id }) => id).filter(isWanted);
  const unknown = ids.filter((id) => !scripted.includes(id) && !cellNamed(id));
  const phases = available.filter(
    ({ phase }) =>
      (ids.length === 0 || ids.some((id) => isOf(id, phase))) &&
      (onlyPhases.length === 0 || onlyPhases.includes(phase)),
  );
  return { isWanted, scripted, unknown, phases };
}
