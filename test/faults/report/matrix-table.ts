import { faultKinds } from "../nemesis/fault-kind.js";
import { type CellResult, isGreen } from "./result.js";

/** One line of the table: a call, and what came of each kind of fault at it. */
export interface TableLine {
  readonly call: string;
  /** By kind; absent where the kind does not suit the call. */
  readonly cells: ReadonlyMap<string, CellResult>;
}

/** The lines of one phase. */
export interface TablePart {
  readonly phase: string;
  readonly lines: readonly TableLine[];
}

/** Sorts results into a table: phases and calls in the order of the results, kinds in the order of the kinds. */
export function tableOf(results: readonly CellResult[]): TablePart[] {
  const parts = new Map<string, Map<string, Map<string, CellResult>>>();
  for (const result of results) {
    const [phase = "", call = "", kind = ""] = result.id.split("/");
    if (!faultKinds.some(({ name }) => name === kind)) continue;
    const lines = parts.get(phase) ?? new Map<string, Map<string, CellResult>>();
    parts.set(phase, lines);
    const cells = lines.get(call) ?? new Map<string, CellResult>();
    lines.set(call, cells);
    cells.set(kind, result);
  }
  return [...parts].map(([phase, lines]) => ({
    phase,
    lines: [...lines].map(([call, cells]) => ({ call, cells })),
  }));
}

/** `✔` green, `✘` broken; `°` when something took place once more, in one of the ways that are allowed. */
export function mark(result: CellResult | undefined): string {
  if (!result) return "·";
  return `${isGreen(result) ? "✔" : "✘"}${result.repeated ? "°" : ""}`;
}

/** The table as text of fixed width. */
export function matrixText(results: readonly CellResult[]): string {
  return tableOf(results)
    .map(({ phase, lines }) => {
      const kinds = faultKinds
        .map(({ name }) => name)
        .filter((name) => lines.some(({ cells }) => cells.has(name)));
      const width = Math.max(phase.length, ...lines.map(({ call }) => call.length));
      const row = (head: string, marks: readonly string[]) =>
        [head.padEnd(width), ...marks.map((text, at) => text.padEnd(kinds[at]?.length ?? 0))]
          .join("  ")
          .trimEnd();
      return [
        row(phase, kinds),
        ...lines.map(({ call, cells }) =>
          row(
            call,
            kinds.map((kind) => mark(cells.get(kind))),
          ),
        ),
      ].join("\n");
    })
    .join("\n\n");
}
