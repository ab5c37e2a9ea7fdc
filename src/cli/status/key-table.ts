import { masked } from "../../domain/masked.js";
import { span } from "../../seed/index.js";
import type { Style } from "../io.js";
import { columnsOf } from "./fit.js";
import type { KeyRow } from "./key-rows.js";
import { distance } from "./time-words.js";

const HEADINGS = ["key", "is", "held by the gateway", "status", "age", "last use"];

/** The keys as a table; where that is wider than the terminal, a line for each thing that is said of a key. */
export function keyTable(keys: readonly KeyRow[], now: Date, style: Style, width?: number): string[] {
  const rows = keys.map((key) => [
    masked(key.id),
    key.role === "key" ? "not known" : key.role,
    key.held === undefined ? "unreadable" : key.held ? "yes" : "no",
    key.status,
    span(now.getTime() - key.createdAt.getTime()),
    useWords(key, now),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const lines = [line(HEADINGS), ...rows.map(line)];
  if (width !== undefined && lines.some((one) => columnsOf(one) > width)) return stacked(rows, style);
  return [style.bold(line(HEADINGS)), ...lines.slice(1)];
}

function stacked(rows: readonly (readonly string[])[], style: Style): string[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...row.map((cell, column) => `${style.bold(HEADINGS[column] ?? "")} ${cell}`),
  ]);
}

function useWords({ lastUse }: KeyRow, now: Date): string {
  if ("withheld" in lastUse) return "unreadable";
  if (!lastUse.seen) return "never, as far as AWS knows";
  const { at, service, region } = lastUse.seen;
  const what = service === undefined ? "" : `, ${service}${region === undefined ? "" : ` in ${region}`}`;
  return `${distance(at, now)}${what}`;
}
