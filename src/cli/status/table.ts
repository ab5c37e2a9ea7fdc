import type { Style } from "../io.js";
import type { LastUse } from "./facts.js";
import { columnsOf } from "./fit.js";
import { distance } from "./time-words.js";

/** Rows as a table; where that is wider than the terminal, a line for each thing that is said of a row. */
export function tableLines(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  width?: number,
): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const lines = [line(headings), ...rows.map(line)];
  if (width !== undefined && lines.some((one) => columnsOf(one) > width))
    return stacked(headings, rows, style);
  return [style.bold(line(headings)), ...lines.slice(1)];
}

function stacked(headings: readonly string[], rows: readonly (readonly string[])[], style: Style): string[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...row.map((cell, column) => `${style.bold(headings[column] ?? "")} ${cell}`),
  ]);
}

/** When and where a key was used last. */
export function useWords(use: LastUse | "unreadable" | undefined, now: Date): string {
  if (use === "unreadable") return use;
  if (!use) return "never, as far as AWS knows";
  const { at, service, region } = use;
  const what = service === undefined ? "" : `, ${service}${region === undefined ? "" : ` in ${region}`}`;
  return `${distance(at, now)}${what}`;
}
