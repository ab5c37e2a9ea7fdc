import { nameOf } from "../calls/call.js";
import type { Phase } from "../stories/story.js";
import { type Entry, wasDone } from "../world/history.js";
import type { Row } from "./row.js";

/**
 * The rows of the matrix: every call that a healthy run has made, so that a new call of the product is a new row.
 * Of calls that change something each one counts; of reads and proofs the first of each name.
 */
export function rowsOf(
  phase: Phase,
  whole: readonly Entry[],
  part: string,
  isWrite: (entry: Entry) => boolean,
): Row[] {
  const seen = new Map<string, number>();
  let rotatable = false;
  return whole.flatMap((entry) => {
    const { call } = entry;
    const isThere = rotatable;
    if (wasDone(entry) && call.operation === "rotated-secret-create-aws") rotatable = true;
    if (wasDone(entry) && call.operation === "rotated-secret-delete") rotatable = false;
    if (entry.part !== part || call.actor === "person" || call.actor === "aws-provider") return [];
    const name = nameOf(call);
    const occurrence = (seen.get(name) ?? 0) + 1;
    seen.set(name, occurrence);
    const write = isWrite(entry);
    if (occurrence > 1 && !write) return [];
    const { actor, system, operation } = call;
    return [{ phase, name, occurrence, actor, system, operation, write, rotatable: isThere }];
  });
}
