import { masked } from "../domain/masked.js";
import { type DedicationFacts, dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { Deeds } from "./deeds.js";
import { hearing } from "./hearing.js";
import { HoldersByKey } from "./holders-by-key.js";
import type { JournalEntry } from "./journal.js";
import { type JournalFact, JournalKeeper } from "./journal-keeper.js";
import { holdersRefusal } from "./next-guarded-step.js";
import { dispose } from "./next-mint-step.js";
import { answersToLostRequests, entryOf, journalObstacle, sharesOf, unusedAmong } from "./ours.js";
import type { Finish, RefuseStep } from "./step.js";
import { type TargetFact, targetFact } from "./target-fact.js";
import { beforeWatchingOn, walk } from "./walk.js";
import type { AccessKey, SeedWorld } from "./world.js";
import { isYoung } from "./young-key.js";

/** By then at the latest IAM lists every key that was made by a request whose reply was lost. */
const LISTING_LAG_MS = 300_000;

export interface OrphanJob {
  readonly subject: SeedSubject;
  /** The end of the run that left the keys: younger ones may belong to the next run, and are left alone. */
  readonly before: Date;
}

/** Ids of the keys. */
export interface OrphanResult {
  readonly deleted: readonly string[];
  readonly left: readonly string[];
  /** Those of the left ones that nothing proves to be ours. */
  readonly strangers: readonly string[];
}

interface OrphanFacts {
  readonly dedication: DedicationFacts;
  readonly hasTarget: boolean;
  /** What the target holds; asked for only where the entry tells of a fresh seed for it. */
  readonly held: TargetFact | undefined;
  readonly keys: readonly AccessKey[];
  readonly journal: JournalFact;
  readonly unused: readonly string[];
  readonly now: Date;
}

type OrphanStep =
  | { readonly do: "watch" | "claim" | "forget" }
  /** To ask the gateway who else works with the key. */
  | { readonly do: "askHolders"; readonly keyId: string }
  | { readonly do: "deactivate" | "delete"; readonly keyId: string };

/**
 * Deletes the keys that a failed run has left and handed to no target: of a dedicated user whose target the gateway does
 * not have, or still has with the key that a fresh seed was to replace; and only those that its journal entry proves to be
 * ours, once no run is at work any more. Beside any other target nothing is touched. A key that was handed over before the
 * target went may be another target's by now: with one with which something else works everything is refused.
 */
export async function discardOrphans(systems: SeedWorld, job: OrphanJob): Promise<OrphanResult> {
  const world = hearing(systems);
  const { subject, before } = job;
  const { iam, gateway, clock, progress } = world;
  const readDedication = dedicationReader(world, subject);
  const keeper = new JournalKeeper(world, subject, "destroy");
  const deeds = new Deeds();
  const holders = new HoldersByKey(world, subject.target);
  let began: Date | undefined;
  const deleted: string[] = [];

  async function facts(): Promise<OrphanFacts> {
    const dedication = await readDedication();
    if (dedicationRefusal(subject, dedication)) {
      const nothing = { keys: [], journal: { kind: "none" }, unused: [] } as const;
      return { dedication, hasTarget: true, held: undefined, ...nothing, now: clock.now() };
    }
    const hasTarget = (await gateway.findTarget(subject.target)) !== undefined;
    const keys = (await iam.keys(subject.user.name)) ?? [];
    const journal = await keeper.look();
    began ??= await iam.time();
    const entry = entryOf(subject, journal);
    const unused = await unusedAmong(world, answersToLostRequests(keys, entry), began);
    // After the entry: whoever has lost it by then gives the target no key any more.
    const isAsked = hasTarget && entry?.work === "reseed";
    const held = isAsked ? targetFact(await gateway.heldKey(subject.target)) : undefined;
    return { dedication, hasTarget, held, keys, journal, unused, now: clock.now() };
  }

  function decide(seen: OrphanFacts): OrphanStep | RefuseStep | Finish<OrphanResult> {
    const { hasTarget, keys, journal, unused } = seen;
    const refusal = dedicationRefusal(subject, seen.dedication);
    if (refusal) return refusal;
    const entry = entryOf(subject, journal);
    const { ours, strangers } = sharesOf(keys, entry, unused);
    const ids = (of: readonly AccessKey[]) => of.map(({ id }) => id);
    const result = { deleted, left: ids(keys), strangers: ids(strangers) };
    const finish = { do: "finish", result } as const;
    const beside = hasTarget ? besideReplaceable(seen, entry) : undefined;
    if (hasTarget && !beside) return finish;
    const obstacle = journalObstacle(subject, journal);
    if (obstacle) return obstacle;
    const orphan = (beside?.ours ?? ours).find((key) => key.createdAt <= before);
    if (orphan) {
      const told = holders.told.get(orphan.id);
      if (!told) return { do: "askHolders", keyId: orphan.id };
      const held = holdersRefusal({ subject, seedKeyId: orphan.id }, told, keys);
      return held ?? (journal.kind === "mine" ? dispose(orphan.id, keys) : { do: "claim" });
    }
    const isBare = beside ? beside.others.length === 0 : ours.length === 0;
    return isBare && tellsNothing(journal) ? { do: "forget" } : finish;
  }

  /** Whether no key of ours is left that the entry tells of, and none can come to light any more. */
  function tellsNothing(journal: JournalFact): boolean {
    if (journal.kind === "mine") return true;
    if (journal.kind !== "dead" && journal.kind !== "finished") return false;
    const asked = journal.entry.asked.map((time) => time.getTime());
    return (began ?? before).getTime() - Math.max(0, ...asked) > LISTING_LAG_MS;
  }

  async function act(step: OrphanStep, { hasTarget, journal, keys }: OrphanFacts): Promise<void> {
    switch (step.do) {
      case "watch":
        return beforeWatchingOn(world);
      case "askHolders":
        return holders.ask([step.keyId], keys);
      case "claim":
        return deeds.count(`journal entry ${keeper.path} was written`, () =>
          keeper.claim(hasTarget ? { work: "reseed" } : {}, journal),
        );
      case "forget":
        return deeds.count(`journal entry ${keeper.path} was removed`, () => keeper.forget());
      default:
        return end(step.do, step.keyId);
    }
  }

  async function end(what: "deactivate" | "delete", keyId: string): Promise<void> {
    const key = `orphaned access key ${masked(keyId)}`;
    await keeper.holds();
    if (what === "deactivate") {
      progress(`deactivating ${key} of ${subject.user.name}`);
      return deeds.count(`${key} was deactivated`, () => iam.setStatus(subject.user.name, keyId, "Inactive"));
    }
    progress(`deleting ${key} of ${subject.user.name}`);
    await deeds.count(`${key} was deleted`, () => iam.deleteKey(subject.user.name, keyId));
    if (!deleted.includes(keyId)) deleted.push(keyId);
  }

  try {
    return await walk<OrphanFacts, OrphanStep, OrphanResult>(world, {
      doing: `removing what a failed run has left of IAM user ${JSON.stringify(subject.user.name)} and target ${subject.target}`,
      facts,
      decide,
      act,
      state: () => `${deeds.text()}.`,
    });
  } finally {
    await keeper.leave();
  }
}

/**
 * The user's keys beside the one that the target holds, where that is one which a fresh seed was to replace: no key that
 * was minted to replace it can have come into use then. Undefined where the fresh seed may have been handed over, since the
 * gateway may have made the key that it holds with it.
 */
function besideReplaceable(
  { held, keys, unused, now }: OrphanFacts,
  entry: JournalEntry | undefined,
): { readonly others: readonly AccessKey[]; readonly ours: readonly AccessKey[] } | undefined {
  if (entry?.work !== "reseed" || held?.kind !== "key") return undefined;
  if (held.keyId === entry.minted || !entry.ours.includes(held.keyId)) return undefined;
  const others = keys.filter(({ id }) => id !== held.keyId);
  const { ours } = sharesOf(others, { ...entry, ours: [] }, unused);
  // One of which only the date tells that it is ours may be the key of a rotation that is under way.
  return { others, ours: ours.filter((key) => key.id === entry.minted || !isYoung(key, now)) };
}
