import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { hearing } from "./hearing.js";
import {
  nextRelocateStep,
  type RelocateFacts,
  type RelocateStep,
  type SentBack,
} from "./next-relocate-step.js";
import { targetFact } from "./target-fact.js";
import { beforeLookingAgain, walk } from "./walk.js";
import type { KeyPair, SeedWorld, TargetShape } from "./world.js";
import { ROTATION_PATIENCE_MS } from "./young-key.js";

export interface RelocateJob {
  readonly subject: SeedSubject;
  /** The target as it is to be; description and region are sent, the key stays. */
  readonly shape: TargetShape;
  /**
   * Called when a rotation came in between, with the key that it had made: the gateway holds the old one again, so that
   * the secret of this one is lost. A rotation makes one key; where several are new, it is not called.
   */
  overwrote?(keyId: string): void;
}

/**
 * Changes the region of a target that holds a key of its dedicated user, without a new key. Throws
 * SEED_REGION_CHANGE_RACED when a rotation came in between and the gateway holds a dead key now: `revive` mends that.
 */
export async function relocate(systems: SeedWorld, job: RelocateJob): Promise<void> {
  const world = hearing(systems);
  const { subject, shape } = job;
  const { iam, gateway, clock } = world;
  const readDedication = dedicationReader(world, subject);
  let heldPair: KeyPair | undefined;
  let sent: SentBack | undefined;
  let waitingSince: Date | undefined;
  let known: readonly string[] = [];
  let madeMeanwhile: string | undefined;

  async function facts(): Promise<RelocateFacts> {
    const now = clock.now();
    const patience =
      waitingSince === undefined || now.getTime() - waitingSince.getTime() < ROTATION_PATIENCE_MS;
    const run = { sent, patience };
    const dedication = await readDedication();
    if (dedicationRefusal(subject, dedication)) {
      return { dedication, target: { kind: "unreadable" }, keys: [], now, run };
    }
    // The gateway first: a key that it holds already is then surely in the list.
    const held = await gateway.heldKey(subject.target);
    const keys = (await iam.keys(subject.user.name)) ?? [];
    heldPair = held.kind === "key" ? held.key : undefined;
    known = keys.map((key) => key.id);
    const fresh = keys.filter(({ id }) => sent && !sent.known.includes(id));
    madeMeanwhile = fresh.length === 1 ? fresh[0]?.id : undefined;
    return { dedication, target: targetFact(held), keys, now, run };
  }

  async function act(step: RelocateStep): Promise<void> {
    if (step.do === "await") {
      waitingSince ??= clock.now();
      return beforeLookingAgain(world);
    }
    waitingSince = undefined;
    if (heldPair?.id !== step.keyId) return;
    world.progress(
      `changing target ${subject.target}; access key ${masked(step.keyId)} is sent back with it`,
    );
    // What was known before the first sending: a repeated one must not take a key made since for an old one.
    const before = { known: sent?.known ?? known, tries: (sent?.tries ?? 0) + 1 };
    sent = { ...before, keyId: step.keyId, confirmed: false };
    const outcome = await gateway.updateTarget(shape, heldPair);
    sent = { ...sent, confirmed: outcome.kind === "done" };
  }

  const done = walk<RelocateFacts, RelocateStep, undefined>(world, {
    doing: `changing target ${subject.target}`,
    facts,
    decide: (seen) => nextRelocateStep(subject, seen),
    act,
    state: () =>
      sent ? "The change was sent to the gateway, with the key that it held." : "Nothing was changed.",
  });
  try {
    await done;
  } catch (error) {
    const raced = Fault.is(error, "SEED_REGION_CHANGE_RACED");
    if (raced && madeMeanwhile !== undefined) job.overwrote?.(madeMeanwhile);
    throw error;
  }
}
