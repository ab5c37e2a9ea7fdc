import { masked } from "../../domain/masked.js";
import { span } from "../../seed/index.js";
import type { Style } from "../io.js";
import type { KeyRow } from "./key-rows.js";
import { tableLines, useWords } from "./table.js";

const HEADINGS = ["key", "is", "held by the gateway", "status", "age", "last use"];

/** The keys of a target's user. */
export function keyTable(keys: readonly KeyRow[], now: Date, style: Style, width?: number): string[] {
  const rows = keys.map((key) => [
    masked(key.id),
    key.role === "key" ? "not known" : key.role,
    key.held === undefined ? "unreadable" : key.held ? "yes" : "no",
    key.status,
    span(now.getTime() - key.createdAt.getTime()),
    useWords("withheld" in key.lastUse ? "unreadable" : key.lastUse.seen, now),
  ]);
  return tableLines(HEADINGS, rows, style, width);
}
