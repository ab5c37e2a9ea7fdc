import { JOURNAL_SUFFIX } from "../../../src/domain/journal-path.js";
import { nameOf } from "../calls/call.js";
import { wasDone } from "../world/history.js";
import type { Invariant } from "./invariant.js";
import type { CellRecord, Counts } from "./record.js";

/**
 * Every side effect takes place once, in the work and its repetition together: as often as the same work does it
 * without a fault. Exactly these repetitions are allowed, and nothing else:
 *
 * - **Clean-up of an orphan.** A key whose secret died with its process, or with a reply, is of no use to anybody: it
 *   is turned off and deleted, and one other is minted. One per cell, and never while the lost one is not yet seen:
 *   between two requests for a key there is always a look at what exists.
 * - **A step that AWS asks for anew.** Each call of a rotation function that fails may have minted a key and ended it.
 * - **What the gateway did not get done.** A seed that the gateway would have deleted itself, and could not, is retired.
 * - **Replacement of a tainted object.** What was made by a create that then ended in an error is replaced by Terraform:
 *   it may be made once more after it was deleted, and with a target its key.
 * - **A key for a gateway that lost its own.** Where a rotation fell into a change of region, a new seed is minted, handed
 *   over and retired, once.
 * - **The same change twice.** A full update, or the status of a key, may be sent once more after an unclear answer: it
 *   changes nothing the second time. A seed that was turned on again because a proof failed is turned off once more.
 * - **What is said in the journal entry.** A run that goes on from another one's entry writes it anew, and every run that
 *   waits shows by it that it lives. It changes nothing that the gateway or AWS works with.
 *
 * - **Words in the journal.** The entry beside a seeded target is taken over by the run that goes on, and touched by one
 *   that waits, so that others see it alive: it says as much as there is to say.
 *
 * Apart from that a rotation is never asked for twice.
 */
export const once: Invariant = {
  name: "once",
  title: "every side effect takes place once",
  broken: (record) => [...tooOften(record), ...blindCreates(record)],
};

/** How often each call that changes something was carried out in these parts. */
export function countsOf(record: Pick<CellRecord, "entries" | "isWrite">, parts: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const entry of record.entries) {
    if (!parts.includes(entry.part) || !["provider", "gateway"].includes(entry.call.actor)) continue;
    if (!wasDone(entry) || !record.isWrite(entry)) continue;
    const name = nameOf(entry.call);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Whether the cell has made use of one of the allowed repetitions; for the report. */
export function repeatedSomething(record: CellRecord): boolean {
  const { healthy } = record;
  if (!healthy) return false;
  return Object.entries(countsOf(record, ["work", "again"])).some(
    ([name, count]) => name.startsWith("provider.") && count > (healthy[name] ?? 0),
  );
}

/** What of a name is left of a journal entry's path. */
const JOURNAL = JOURNAL_SUFFIX.replace(/\W+/g, "-");
const isJournal = (name: string) => name.endsWith(JOURNAL) && !MADE.test(name.split(".")[1] ?? "");

const MADE = /^(target-create-aws|rotated-secret-create-aws|dynamic-secret-create-aws|create-secret)$/;
/** What takes over and rewrites an entry of the journal, as {@link nameOf} writes its path. */
const WORDS = /^(update-item|update-secret-val)$/;
const ENTRY = "-latchkey-seed";
/** What does the same to the entry beside a machine user's key, which is told by labels of its secret. */
const LABELS = /^(PutSecretValue|UpdateSecretVersionStage)\.journal(-off)?$/;
const GONE = /^(target-delete|rotated-secret-delete|dynamic-secret-delete|delete-item)$/;

function tooOften(record: CellRecord): string[] {
  const { healthy } = record;
  if (!healthy) return [];
  const counts = countsOf(record, ["work", "again"]);
  const surplus = (name: string) => (counts[name] ?? 0) - (healthy[name] ?? 0);
  const minted = Math.max(0, surplus("provider.CreateAccessKey"));
  const undone = Math.max(0, -surplus("gateway.DeleteAccessKey"));
  const revivals = counts["provider.UpdateAccessKey.Active"] ?? 0;
  const mended = record.racedByRotation ? 1 : 0;
  const allowed = (name: string): number => {
    const [, operation = "", subject = ""] = name.split(".");
    if (WORDS.test(operation) && subject.endsWith(ENTRY)) return Number.POSITIVE_INFINITY;
    if (LABELS.test(`${operation}.${subject}`)) return Number.POSITIVE_INFINITY;
    if (operation === "CreateAccessKey") return Math.max(1, record.failedCalls);
    if (operation === "DeleteAccessKey") return minted + undone + mended;
    if (operation === "UpdateAccessKey") {
      return subject === "Inactive" ? minted + undone + mended + revivals + 1 : revivals;
    }
    if (operation === "gateway-rotate-secret") return mended;
    if (!MADE.test(operation)) return 1 + mended;
    const deletions = Object.keys({ ...counts, ...healthy }).filter((other) => {
      const [, way = "", what = ""] = other.split(".");
      return GONE.test(way) && what === subject;
    });
    return Math.min(1, Math.max(0, ...deletions.map(surplus)));
  };
  return Object.keys(counts).flatMap((name) =>
    name.startsWith("provider.") && !isJournal(name) && surplus(name) > allowed(name)
      ? [`${name} took place ${counts[name]} times, ${healthy[name] ?? 0} without a fault`]
      : [],
  );
}

function blindCreates({ entries }: CellRecord): string[] {
  let looked = true;
  return entries.flatMap(({ number, call }) => {
    if (call.actor !== "provider") return [];
    if (call.operation === "ListAccessKeys") looked = true;
    if (call.operation !== "CreateAccessKey") return [];
    const blind = !looked;
    looked = false;
    return blind ? [`call ${number} asked for another key without a look at what the last one left`] : [];
  });
}
