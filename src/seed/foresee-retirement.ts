import { masked } from "../domain/masked.js";
import { type Holders, holdersReader } from "./holders.js";
import { type GuardedFacts, type GuardedStep, nextGuardedStep, unseenOf } from "./next-guarded-step.js";
import {
  type ProofKind,
  type RetireFacts,
  type RetireMemory,
  type RetireResult,
  type RetireStep,
  type SeedStatus,
  seedStatus,
} from "./next-retire-step.js";
import { quietSecondsOf, type RetireJob } from "./retire.js";
import { retireFactsReader } from "./retire-facts.js";
import { beforeLookingAgain, walk } from "./walk.js";
import type { AccessKey, SeedWorld } from "./world.js";
import { ROTATION_PATIENCE_MS } from "./young-key.js";

/** A step that a retirement would take. */
export type ForeseenStep =
  | { readonly do: "rotate" | "activateSeed" | "deactivateSeed" | "deleteSeed" }
  | { readonly do: "quiet"; readonly seconds: number }
  /** `keyId` is undefined for the key that the gateway is yet to make. */
  | { readonly do: "prove"; readonly keyId: string | undefined; readonly by: ProofKind };

/** A retirement as it would go if neither a person nor another process did anything meanwhile. */
export interface Foresight {
  /** How the seed is now. */
  readonly seed: SeedStatus;
  /** The seed as IAM lists it; undefined when it is gone. */
  readonly key: AccessKey | undefined;
  /** Whether the gateway works with the seed now; undefined where the caller may not read that. */
  readonly held: boolean | undefined;
  readonly steps: readonly ForeseenStep[];
  /** What the gateway does not show of who else may hold the seed, in words. */
  readonly unseen: readonly string[];
}

/** Stands for a key that does not exist yet. */
const KEY_TO_COME = "";

const FRESH: RetireMemory = {
  rotationAsked: false,
  patience: true,
  proof: undefined,
  deactivated: false,
  quietOver: false,
};

/**
 * Tells what `retire` would do, by its own decisions on the facts of now, and changes nothing. A rotation under way is
 * waited for. Throws the refusal with which `retire` would stop.
 */
export async function foreseeRetirement(world: SeedWorld, job: RetireJob): Promise<Foresight> {
  const { subject, seedKeyId } = job;
  const read = retireFactsReader(world, job);
  const began = world.clock.now().getTime();
  const steps: ForeseenStep[] = [];
  const askHolders = holdersReader(world);
  let first: GuardedFacts | undefined;
  let expected: GuardedFacts | undefined;

  async function facts(): Promise<GuardedFacts> {
    if (expected) return expected;
    const { seen } = await read();
    const patience = seen.now.getTime() - began < ROTATION_PATIENCE_MS;
    first = { ...seen, run: { ...FRESH, patience }, holders: undefined };
    return first;
  }

  await walk<GuardedFacts, GuardedStep, RetireResult>(world, {
    doing: `looking how seed key ${masked(seedKeyId)} of IAM user ${JSON.stringify(subject.user.name)} and target ${subject.target} can be retired`,
    facts,
    decide: (seen) => nextGuardedStep(job, seen),
    act: async (step, seen) => {
      if (step.do === "askHolders") {
        // Once: in a foresight nothing else happens meanwhile.
        const holders = seen.holders?.holders ?? (await holdersOf(seen));
        expected = { ...seen, holders: { before: step.before, holders } };
        return;
      }
      if (step.do === "prove") {
        steps.push({ ...step, keyId: step.keyId === KEY_TO_COME ? undefined : step.keyId });
      } else {
        const what = step.do;
        if (what === "await") return beforeLookingAgain(world);
        const blind = seen.target.kind === "unreadable";
        steps.push(what === "quiet" ? { do: what, seconds: quietSecondsOf(job, blind) } : { do: what });
      }
      expected = { ...after(step, seen, seedKeyId), holders: seen.holders };
    },
    state: () => "Nothing was changed.",
  });
  const { keys = [], target } = first ?? {};
  const holders = expected?.holders?.holders;
  return {
    seed: seedStatus(job, keys),
    key: keys.find(({ id }) => id === seedKeyId),
    held: target?.kind === "unreadable" ? undefined : target?.kind === "key" && target.keyId === seedKeyId,
    steps,
    unseen: holders ? unseenOf(holders) : [],
  };

  async function holdersOf({ keys, rotator }: GuardedFacts): Promise<Holders> {
    const key = keys.find(({ id }) => id === seedKeyId);
    const path = rotator ? job.rotator : null;
    return key ? askHolders({ key, target: subject.target, rotator: path }) : { found: [], unseen: [] };
  }
}

/** The facts once a step has done what it is for. */
function after(step: RetireStep, facts: RetireFacts, seedKeyId: string): RetireFacts {
  const { keys, now, run, target, rotator } = facts;
  const withRun = (news: Partial<RetireMemory>) => ({ ...facts, run: { ...run, ...news } });
  const withSeed = (status: string) => keys.map((key) => (key.id === seedKeyId ? { ...key, status } : key));
  switch (step.do) {
    case "rotate":
      return {
        ...withRun({ rotationAsked: true }),
        keys: [...keys, { id: KEY_TO_COME, status: "Active", createdAt: now }],
        target: target.kind === "key" ? { ...target, keyId: KEY_TO_COME } : target,
        rotator: rotator && { ...rotator, lastRotatedAt: now },
      };
    case "prove":
      return withRun({
        proof: { keyId: step.keyId, seedWas: seedStatus({ seedKeyId }, keys), kind: step.by },
      });
    case "activateSeed":
      return { ...withRun({ deactivated: false, proof: undefined }), keys: withSeed("Active") };
    case "deactivateSeed":
      return {
        ...withRun({ deactivated: true, quietOver: false, proof: undefined }),
        keys: withSeed("Inactive"),
      };
    case "quiet":
      return withRun({ quietOver: true });
    case "deleteSeed":
      return { ...facts, keys: keys.filter(({ id }) => id !== seedKeyId) };
    case "await":
      return facts;
  }
}
