import { JOURNAL_SUFFIX } from "../../../src/domain/journal-path.js";
import { nameOf } from "../calls/call.js";
import type { Phase } from "../stories/story.js";
import { type Entry, wasDone } from "../world/history.js";
import type { Row } from "./row.js";

/**
 * The rows of the matrix: every call that a healthy run has made, so that a new call of the product is a new row.
 * Of calls that change something each one counts; of reads and proofs the first of each name. The rows are the same on
 * every machine, although Terraform works on independent objects in an order that depends on how fast each is; and how
 * often a run that waits shows by its journal entry that it lives, too.
 *
 * @param chain paths of the target and its rotator, which are made and removed one after the other, like the keys
 */
export function rowsOf(
  phase: Phase,
  whole: readonly Entry[],
  part: string,
  isWrite: (entry: Entry) => boolean,
  chain: readonly string[],
): Row[] {
  const seen = new Map<string, number>();
  const isEverThere = hasRotatorAtSomeTime(whole, part);
  let isThere = false;
  return whole.flatMap((entry) => {
    const { call } = entry;
    const wasThere = isThere;
    if (isMaking(entry)) isThere = true;
    if (isRemoval(entry)) isThere = false;
    if (entry.part !== part || call.actor === "person" || call.actor === "aws-provider") return [];
    const name = nameOf(call);
    const occurrence = (seen.get(name) ?? 0) + 1;
    seen.set(name, occurrence);
    const write = isWrite(entry);
    if (occurrence > 1 && (!write || isJournal(call))) return [];
    const { actor, system, operation, subject } = call;
    const inOrder = system !== "gateway" || chain.includes(subject);
    // Of a call beside the chain nobody can say whether the rotator is there already, or still.
    const rotatable = inOrder ? wasThere : isEverThere;
    return [{ phase, name, occurrence, actor, system, operation, write, rotatable }];
  });
}

function isJournal({ subject, system }: Entry["call"]): boolean {
  if (system === "secretsmanager") return subject.startsWith("journal");
  return subject.endsWith(JOURNAL_SUFFIX);
}

function hasRotatorAtSomeTime(whole: readonly Entry[], part: string): boolean {
  const begin = whole.findIndex((entry) => entry.part === part);
  const last = whole
    .slice(0, Math.max(0, begin))
    .filter((entry) => isMaking(entry) || isRemoval(entry))
    .at(-1);
  return (
    (last !== undefined && isMaking(last)) || whole.some((entry) => entry.part === part && isMaking(entry))
  );
}

function isMaking(entry: Entry): boolean {
  return wasDone(entry) && entry.call.operation === "rotated-secret-create-aws";
}

function isRemoval(entry: Entry): boolean {
  return wasDone(entry) && entry.call.operation === "rotated-secret-delete";
}
