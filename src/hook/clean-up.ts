import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { type AccessKey, discardOrphans, type JournalEntry, type SeedWorld } from "../seed/index.js";
import type { HookTarget } from "./target.js";
import type { RunEnd, TargetFinding } from "./towards-no-seed.js";

const AFTER_AN_APPLY =
  "If nothing works with these keys and the target is gone for good, destroy the user, too; otherwise apply again, which deletes what Latchkey provably made, names what it did not, and makes the target anew.";

/**
 * Deletes those keys of a target that does not exist which are provably ours and with which nothing works, unless a run
 * that goes on may be about to hand one of them over. After a failed run only runs of the target's own workspace are
 * known not to, as these follow one after the other; where no notification tells of a run, its entry has to say that it
 * was at work and is dead.
 */
export async function cleanUp(
  world: SeedWorld,
  { subject, workspace }: HookTarget,
  end: RunEnd,
  keys: readonly AccessKey[],
): Promise<TargetFinding> {
  const names = keys.map(({ id }) => masked(id)).join(" and ");
  const kept = (why: string, advice = AFTER_AN_APPLY) =>
    new Fault("SEED_TARGET_MISSING", {
      doing: `looking for the seed key of target ${subject.target}`,
      seen: `the gateway has no such target, and IAM user ${JSON.stringify(subject.user.name)} has ${names}${why}`,
      state: "Nothing was changed.",
      advice,
    });
  if (end.kind === "applied") throw kept("");
  if (end.kind === "errored" && workspace === null) {
    const why = ", which a run of another workspace may be about to hand over";
    throw kept(why, `Name the target's workspace in the targets of the hook. ${AFTER_AN_APPLY}`);
  }
  if (end.at === undefined) throw kept(", and the notification does not tell when the run ended");
  if (end.kind === "looked" && !(await isOfAnUnfinishedRun(world, subject))) {
    throw kept(", and nothing tells of a run that has left them");
  }
  const { deleted, strangers } = await discardOrphans(world, { subject, before: end.at });
  if (deleted.length > 0) return { kind: "cleaned", keyIds: deleted };
  if (strangers.length > 0) throw kept(", which nothing proves that Latchkey made");
  return { kind: "none", why: `${names} of IAM user ${subject.user.name} belong to a later run` };
}

/**
 * Deletes a fresh seed that was not handed over, beside the key of its target that it was to replace. A run that is at work
 * is never taken for dead; but of the ends only those are heeded after which keys of a missing target are deleted, too.
 * Undefined where there is nothing of that kind.
 */
export async function cleanUpFreshSeed(
  world: SeedWorld,
  { subject, workspace }: HookTarget,
  end: RunEnd,
): Promise<TargetFinding | undefined> {
  if (end.kind === "applied" || end.at === undefined) return undefined;
  if (end.kind === "errored" && workspace === null) return undefined;
  const reading = await world.journal.read(subject.target);
  if (reading.kind !== "entry" || reading.entry.work !== "reseed") return undefined;
  if (reading.entry.user !== subject.user.arn) return undefined;
  const { deleted } = await discardOrphans(world, { subject, before: end.at });
  return deleted.length > 0 ? { kind: "cleaned", keyIds: deleted } : undefined;
}

/** Deletes the entry of an unfinished run that has left no key and no target, once it is known to be dead. */
export async function forgetDeadEntry(
  world: SeedWorld,
  { subject }: HookTarget,
  end: RunEnd,
  { work }: JournalEntry,
): Promise<void> {
  if (end.kind !== "looked" || work === null) return;
  if ((await world.gateway.findTarget(subject.target)) !== undefined) return;
  await discardOrphans(world, { subject, before: end.at });
}

/** A seed whose run had come to its end was handed over, and may work elsewhere under another name. */
async function isOfAnUnfinishedRun({ journal }: SeedWorld, { user, target }: HookTarget["subject"]) {
  const reading = await journal.read(target);
  return reading.kind === "entry" && reading.entry.user === user.arn && reading.entry.work !== null;
}
