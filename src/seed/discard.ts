import { masked } from "../domain/masked.js";
import { dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { Deeds } from "./deeds.js";
import { hearing } from "./hearing.js";
import { HoldersByKey } from "./holders-by-key.js";
import { JournalKeeper } from "./journal-keeper.js";
import {
  type DiscardFacts,
  type DiscardMemory,
  type DiscardResult,
  type DiscardStep,
  nextDiscardStep,
} from "./next-discard-step.js";
import { answersToLostRequests, entryOf, unusedAmong } from "./ours.js";
import { holdsKey, targetFact } from "./target-fact.js";
import { beforeWatchingOn, walk } from "./walk.js";
import type { AccessKey, SeedWorld } from "./world.js";

export interface DiscardJob {
  readonly subject: SeedSubject;
  /** Whether Terraform ever saw the target as its own; false after a create that failed before the hand-over. */
  readonly owned: boolean;
  /** The seed, as Terraform remembers it; null where it knows of none. */
  readonly seedKeyId: string | null;
  /** Gives the target other credentials, so that it stays and loses the user's key all the same. Default: it is removed. */
  instead?(): Promise<void>;
}

/**
 * Removes the target, and then those keys of its dedicated user that are ours: the one that it held, the seed, and what
 * the journal entry names; so that the user can be deleted without `force_destroy`. Whatever is gone already is fine; a
 * user that lost its tag, or that has another key, is refused before anything is touched.
 */
export async function discard(systems: SeedWorld, job: DiscardJob): Promise<DiscardResult> {
  const world = hearing(systems);
  const { subject, owned, seedKeyId, instead } = job;
  const { iam, gateway } = world;
  const { user, target } = subject;
  const readDedication = dedicationReader(world, subject);
  const keeper = new JournalKeeper(world, subject, "destroy");
  const deeds = new Deeds();
  let began: Date | undefined;
  let given = false;
  const holders = new HoldersByKey(world, target);
  let run: Omit<DiscardMemory, "holders"> = { ending: [] };

  async function facts(): Promise<DiscardFacts> {
    const dedication = await readDedication();
    const refusal = dedicationRefusal(subject, dedication);
    const told = { ...run, holders: holders.told };
    const common = { dedication, owned, seedKeyId, stays: instead !== undefined, run: told };
    if (refusal && refusal.code !== "SEED_USER_MISSING") {
      return { ...common, target: { kind: "unreadable" }, keys: [], journal: { kind: "none" }, unused: [] };
    }
    const keys = dedication.user ? ((await iam.keys(user.name)) ?? []) : [];
    const found = instead ? await readStaying(keys) : await readTarget(keys.length > 0);
    const journal = await keeper.look();
    began ??= await iam.time();
    const unused = await unusedAmong(world, answersToLostRequests(keys, entryOf(subject, journal)), began);
    return { ...common, target: found, keys, journal, unused };
  }

  /** What it holds is asked for only where it matters, because the answer carries a secret. */
  async function readTarget(hasKeys: boolean): Promise<DiscardFacts["target"]> {
    if (hasKeys || !owned) return targetFact(await gateway.heldKey(target));
    return (await gateway.findTarget(target)) ? { kind: "unreadable" } : { kind: "absent" };
  }

  /** A target that stays is out of the way as soon as it holds none of the user's keys. */
  async function readStaying(keys: readonly AccessKey[]): Promise<DiscardFacts["target"]> {
    if (given) return { kind: "absent" };
    const fact = targetFact(await gateway.heldKey(target));
    const isHeld = keys.some(({ id }) => holdsKey(fact, id));
    return isHeld || fact.kind === "unreadable" ? fact : { kind: "absent" };
  }

  async function act(step: DiscardStep, { journal, keys }: DiscardFacts): Promise<void> {
    switch (step.do) {
      case "askHolders":
        return holders.ask(step.keyIds, keys);
      case "watch":
        world.progress(`another run has begun with target ${target}; looking whether it goes on`);
        return beforeWatchingOn(world);
      case "claim": {
        const { minted, ours = [] } = entryOf(subject, journal) ?? {};
        const named = step.ending.filter((id) => id !== minted && !ours.includes(id));
        return deeds.count(`journal entry ${keeper.path} was written`, () =>
          keeper.claim({ ours: [...ours, ...named] }, journal),
        );
      }
      case "removeTarget":
        run = { ...run, ending: step.ending };
        if (instead) {
          world.progress(`giving target ${target} other credentials`);
          await deeds.count("the target was given other credentials", instead);
          given = true;
          return;
        }
        world.progress(`removing target ${target}`);
        return deeds.count("the target was removed", () => gateway.removeTarget(target));
      case "deactivate":
      case "delete":
        return end(step.do, step.keyId);
      case "forget":
        // Refused, it is an error: once Terraform has forgotten the target, no run of its would delete the entry.
        return deeds.count(`journal entry ${keeper.path} was removed`, () => keeper.forget());
    }
  }

  function end(what: "deactivate" | "delete", keyId: string): Promise<void> {
    const key = `access key ${masked(keyId)}`;
    if (what === "deactivate") {
      world.progress(`deactivating ${key} of ${user.name}`);
      return deeds.count(`${key} was deactivated`, () => iam.setStatus(user.name, keyId, "Inactive"));
    }
    world.progress(`deleting ${key} of ${user.name}`);
    return deeds.count(`${key} was deleted`, () => iam.deleteKey(user.name, keyId));
  }

  try {
    return await walk<DiscardFacts, DiscardStep, DiscardResult>(world, {
      doing: `${instead ? "giving other credentials to" : "removing"} target ${target}, and ending the keys of IAM user ${JSON.stringify(user.name)}`,
      facts,
      decide: (seen) => nextDiscardStep(subject, seen),
      act,
      state: () =>
        deeds.areNone
          ? `${deeds.text()}.`
          : `${deeds.text()}; the next ${instead ? "apply" : "destroy"} goes on.`,
    });
  } finally {
    await keeper.leave();
  }
}
