import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import {
  findSeed,
  isMintedFor,
  type ProofKind,
  retire,
  rotatingInTurn,
  type SeedWorld,
  seedNamedBy,
} from "../seed/index.js";
import { cleanUp, cleanUpFreshSeed, forgetDeadEntry } from "./clean-up.js";
import type { HookTarget } from "./target.js";

/** Why a target is worked on, which tells what may be deleted that was handed to no target. */
export type RunEnd =
  | { readonly kind: "applied" }
  /** What is older than `at` and was handed to no target was left by it or by an earlier one. Undefined: not told. */
  | { readonly kind: "errored"; readonly at: Date | undefined }
  /** No call has told anything: it was found by looking. */
  | { readonly kind: "looked"; readonly at: Date };

/** What came of the work on one target. */
export type TargetFinding =
  | {
      readonly kind: "retired";
      readonly seedKeyId: string;
      readonly workingKeyId: string;
      readonly proof: ProofKind;
    }
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "cleaned"; readonly keyIds: readonly string[] };

/** Finds out what a target's seed is, and retires it; or says why there is none. */
export async function towardsNoSeed(
  world: SeedWorld,
  target: HookTarget,
  end: RunEnd,
): Promise<TargetFinding> {
  const { subject, rotator } = target;
  const cleaned = await cleanUpFreshSeed(world, target, end);
  if (cleaned) return cleaned;
  const found = await findSeed(world, { subject, rotator, seedKeyId: target.seedKeyId });
  switch (found.kind) {
    case "none":
      await forgetWhatIsGone(world, target, end);
      return { kind: "none", why: found.why };
    case "orphans":
      return cleanUp(world, target, end, found.keys);
    case "seed":
      if (target.seedKeyId !== null) await refuseAnotherSeed(world, target, found.keyId);
      return retireFound(world, target, found.keyId);
  }
}

async function retireFound(world: SeedWorld, target: HookTarget, seedKeyId: string): Promise<TargetFinding> {
  const { subject } = target;
  try {
    if (seedKeyId !== target.seedKeyId) await refuseUnproven(world, target, seedKeyId);
    const { workingKeyId, proof } = await retired(world, target, seedKeyId);
    return { kind: "retired", seedKeyId, workingKeyId, proof };
  } catch (error) {
    if (!Fault.is(error) || world.signal.aborted) throw error;
    // Another process may have been at it, too, and faster: then what stopped this one does not matter.
    const why = await whyGone(world, target, seedKeyId).catch(() => undefined);
    if (why === undefined) throw error;
    world.progress(
      `seed key ${masked(seedKeyId)} of ${subject.target} was retired by another process meanwhile`,
    );
    return { kind: "none", why };
  }
}

async function retired(world: SeedWorld, target: HookTarget, seedKeyId: string) {
  const { subject, rotator, proofProducer, quietSeconds } = target;
  const job = { subject, seedKeyId, rotator, proofProducer, quietSeconds };
  return retire(rotatingInTurn(world, subject, seedKeyId), job);
}

/** Why no seed is left although the work on this one has failed; undefined where it is there, or not told. */
async function whyGone(world: SeedWorld, target: HookTarget, seedKeyId: string): Promise<string | undefined> {
  const { subject, rotator } = target;
  const keys = await world.iam.keys(subject.user.name);
  if (keys?.some(({ id }) => id === seedKeyId) !== false) return undefined;
  const found = await findSeed(world, { subject, rotator, seedKeyId: null });
  return found.kind === "none" ? found.why : undefined;
}

/** A process that ended after it had deleted the last key of ours has left its entry. */
async function forgetWhatIsGone(world: SeedWorld, target: HookTarget, end: RunEnd): Promise<void> {
  const { subject } = target;
  const reading = await world.journal.read(subject.target);
  if (reading.kind !== "entry" || reading.entry.user !== subject.user.arn) return;
  const named = seedNamedBy(reading.entry);
  const keys = (await world.iam.keys(subject.user.name)) ?? [];
  if (keys.length === 0) return forgetDeadEntry(world, target, end, reading.entry);
  if (named !== null && reading.entry.work === null && !keys.some(({ id }) => id === named)) {
    // Costs one proof of the working key and no write to IAM.
    await retired(world, target, named);
  }
}

/** A key that was only found may be a person's, with which something outside the gateway works: no request asks for its end. */
async function refuseUnproven(world: SeedWorld, { subject }: HookTarget, found: string): Promise<void> {
  if (await isMintedFor(world, subject, found)) return;
  const key = masked(found);
  throw new Fault("SEED_KEY_NOT_OURS", {
    doing: `looking for the seed key of target ${subject.target}`,
    seen: `the dates tell that ${key} is what the target was made with, but no journal entry proves that Latchkey minted it, so that something outside the gateway may work with it`,
    state: "Nothing was changed.",
    advice: `Let the hook read the target's journal entry, if Terraform has written one. Otherwise, if nothing but the gateway works with ${key}, name it as seed_key_id in the hook's targets, or retire it by latchkey retire.`,
  });
}

/** A seed that was named and is gone must not hide another one, with which the target was made anew since. */
async function refuseAnotherSeed(
  world: SeedWorld,
  { subject, rotator }: HookTarget,
  named: string,
): Promise<void> {
  const keys = (await world.iam.keys(subject.user.name)) ?? [];
  if (keys.some(({ id }) => id === named)) return;
  const found = await findSeed(world, { subject, rotator, seedKeyId: null });
  if (found.kind !== "seed") return;
  throw new Fault("SEED_UNKNOWN_KEY", {
    doing: `looking for the seed key of target ${subject.target}`,
    seen: `${masked(named)}, which was named as the seed, is gone, and the target has another seed, ${masked(found.keyId)}`,
    state: "Nothing was changed.",
    advice: "Leave seed_key_id out of the hook's targets, so that the hook finds each seed by itself.",
  });
}
