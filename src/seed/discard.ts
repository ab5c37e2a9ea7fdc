import { masked } from "../domain/masked.js";
import { dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import {
  type DiscardFacts,
  type DiscardResult,
  type DiscardStep,
  nextDiscardStep,
} from "./next-discard-step.js";
import { targetFact } from "./target-fact.js";
import { walk } from "./walk.js";
import type { AccessKey, SeedWorld } from "./world.js";

export interface DiscardJob {
  readonly subject: SeedSubject;
  /** Whether Terraform ever saw the target as its own; false after a create that failed before the hand-over. */
  readonly owned: boolean;
  /** Called with each key that was deleted. Default: nobody is told. */
  deleted?(key: AccessKey): void;
}

/**
 * Removes the target, and then every key of its dedicated user, so that the user can be deleted without
 * `force_destroy`. Whatever is gone already is fine; a user that lost its tag is refused before anything is touched.
 */
export async function discard(world: SeedWorld, job: DiscardJob): Promise<DiscardResult> {
  const { subject, owned } = job;
  const { iam, gateway } = world;
  const readDedication = dedicationReader(world, subject);
  const done: string[] = [];

  async function facts(): Promise<DiscardFacts> {
    const dedication = await readDedication();
    const refusal = dedicationRefusal(subject, dedication);
    if (refusal && refusal.code !== "SEED_USER_MISSING") {
      return { dedication, target: { kind: "unread" }, owned, keys: [] };
    }
    const target = await readTarget();
    const keys = dedication.user ? ((await iam.keys(subject.user.name)) ?? []) : [];
    return { dedication, target, owned, keys };
  }

  /** Its secret is asked for only where nothing else can tell whose target it is. */
  async function readTarget(): Promise<DiscardFacts["target"]> {
    if (!owned) return targetFact(await gateway.heldKey(subject.target));
    return (await gateway.findTarget(subject.target)) ? { kind: "unread" } : { kind: "absent" };
  }

  async function act(step: DiscardStep, { keys }: DiscardFacts): Promise<void> {
    if (step.do === "removeTarget") {
      world.progress(`removing target ${subject.target}`);
      await gateway.removeTarget(subject.target);
      done.push("the target was removed");
      return;
    }
    const key = `access key ${masked(step.keyId)}`;
    if (step.do === "deactivate") {
      world.progress(`deactivating ${key} of ${subject.user.name}`);
      await iam.setStatus(subject.user.name, step.keyId, "Inactive");
      done.push(`${key} was deactivated`);
    } else {
      world.progress(`deleting ${key} of ${subject.user.name}`);
      await iam.deleteKey(subject.user.name, step.keyId);
      done.push(`${key} was deleted`);
      const gone = keys.find(({ id }) => id === step.keyId);
      if (gone) job.deleted?.(gone);
    }
  }

  return walk<DiscardFacts, DiscardStep, DiscardResult>(world, {
    doing: `removing target ${subject.target} and the keys of IAM user ${JSON.stringify(subject.user.name)}`,
    facts,
    decide: (seen) => nextDiscardStep(subject, seen),
    act,
    state: () =>
      done.length === 0 ? "Nothing was changed." : `So far ${done.join(", ")}; the next destroy goes on.`,
  });
}
