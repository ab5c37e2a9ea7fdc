import type { Clock } from "../domain/clock.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { kindOfError, unexpectedText } from "../errors/unexpected.js";
import { discardOrphans, findSeed, type ProofKind, retire, type SeedWorld } from "../seed/index.js";
import type { HookLog } from "./log.js";
import type { HookTarget } from "./target.js";
import type { Turns } from "./turns.js";

/** Makes the world of one piece of work; the caller binds it to a gateway and an AWS account. */
export type SeedWorlds = (signal: AbortSignal, progress: (message: string) => void) => SeedWorld;

/** What every piece of work needs. */
export interface RetirementTools {
  readonly worlds: SeedWorlds;
  readonly clock: Clock;
  readonly log: HookLog;
  /** Shared by all work, so that a target's keys are in one hand at a time. */
  readonly turns: Turns;
}

/** One step of the way, for the report. */
export interface StoryLine {
  readonly at: Date;
  readonly message: string;
}

/** How one target stands after the work. */
export type Retirement = {
  readonly target: HookTarget;
  readonly story: readonly StoryLine[];
} & (
  | {
      readonly kind: "retired";
      readonly seedKeyId: string;
      readonly workingKeyId: string;
      readonly proof: ProofKind;
    }
  /** There was nothing to retire, and why. */
  | { readonly kind: "none"; readonly why: string }
  /** Keys that a failed run had left to nobody were deleted. */
  | { readonly kind: "cleaned"; readonly keyIds: readonly string[] }
  | { readonly kind: "failed"; readonly fault: Fault }
);

/** How a run ended, for what it may have left behind. */
export type RunEnd =
  | { readonly kind: "applied" }
  /** What is older than `at` and belongs to nobody was left by it or by an earlier one. Undefined: not told. */
  | { readonly kind: "errored"; readonly at: Date | undefined };

export interface RetirementOptions {
  readonly end: RunEnd;
  readonly signal: AbortSignal;
  /** Told about each step. */
  readonly note: (message: string) => void;
  /** For the log: which run this is for. */
  readonly runId: string;
}

const LONGEST_STORY = 200;

/** Brings one target to where no seed is left, as far as its turn and the signal allow. Never throws. */
export async function retireTarget(
  tools: RetirementTools,
  target: HookTarget,
  { end, signal, note, runId }: RetirementOptions,
): Promise<Retirement> {
  const { clock, log, turns } = tools;
  const path = target.subject.target;
  const story: StoryLine[] = [];
  const progress = (message: string) => {
    if (story.length < LONGEST_STORY) story.push({ at: clock.now(), message });
    log.log("info", "seed.progress", message, { target: path, run_id: runId });
    note(message);
  };
  const about = { target, story };
  try {
    return await turns.take(path, signal, async () => ({
      ...about,
      ...(await towardsNoSeed(tools.worlds(signal, progress), target, end)),
    }));
  } catch (error) {
    return { ...about, kind: "failed", fault: faultFrom(error, target, signal, log, runId) };
  }
}

/** {@link Retirement} of work that did not even come to its end in time. */
export function abandonedRetirement(target: HookTarget, reason: unknown): Retirement {
  const state = "A call that was begun has not ended yet; the hook's log tells what becomes of it.";
  return { target, story: [], kind: "failed", fault: interruption(reason, doingFor(target), state) };
}

type Finding = Retirement extends infer R ? (R extends unknown ? Omit<R, "target" | "story"> : never) : never;

async function towardsNoSeed(world: SeedWorld, target: HookTarget, end: RunEnd): Promise<Finding> {
  const { subject, rotator, proofProducer, quietSeconds } = target;
  const found = await findSeed(world, { subject, rotator, seedKeyId: target.seedKeyId });
  switch (found.kind) {
    case "none":
      return { kind: "none", why: found.why };
    case "orphans":
      return cleanUp(
        world,
        target,
        end,
        found.keys.map(({ id }) => id),
      );
    case "seed": {
      const { keyId } = found;
      if (target.seedKeyId !== null) await refuseAnotherSeed(world, target, keyId);
      const terms = { subject, seedKeyId: keyId, rotator, proofProducer };
      const { workingKeyId, proof } = await retire(world, { ...terms, quietSeconds });
      return { kind: "retired", seedKeyId: keyId, workingKeyId, proof };
    }
  }
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

const AFTER_AN_APPLY =
  "If nothing works with these keys and the target is gone for good, destroy the user, too; otherwise apply again, which deletes what Latchkey provably made, names what it did not, and makes the target anew.";

/**
 * Deletes those keys of a target that does not exist which are provably ours, unless a run that goes on may be about to
 * hand one of them over: nobody but runs of the target's own workspace is known not to, and these follow one after the
 * other.
 */
async function cleanUp(
  world: SeedWorld,
  { subject, workspace }: HookTarget,
  end: RunEnd,
  keyIds: readonly string[],
): Promise<Finding> {
  const names = keyIds.map(masked).join(" and ");
  const kept = (why: string, advice: string) =>
    new Fault("SEED_TARGET_MISSING", {
      doing: `looking for the seed key of target ${subject.target}`,
      seen: `the gateway has no such target, and IAM user ${JSON.stringify(subject.user.name)} has ${names}${why}`,
      state: "Nothing was changed.",
      advice,
    });
  if (end.kind === "applied") throw kept("", AFTER_AN_APPLY);
  if (workspace === null) {
    const why = ", which a run of another workspace may be about to hand over";
    throw kept(why, `Name the target's workspace in the targets of the hook. ${AFTER_AN_APPLY}`);
  }
  if (end.at === undefined) {
    throw kept(", and the notification does not tell when the run ended", AFTER_AN_APPLY);
  }
  const { deleted, strangers } = await discardOrphans(world, { subject, before: end.at });
  if (deleted.length > 0) return { kind: "cleaned", keyIds: deleted };
  if (strangers.length > 0) throw kept(", which nothing proves that Latchkey made", AFTER_AN_APPLY);
  return { kind: "none", why: `${names} of IAM user ${subject.user.name} belong to a later run` };
}

function faultFrom(
  error: unknown,
  target: HookTarget,
  signal: AbortSignal,
  log: HookLog,
  runId: string,
): Fault {
  if (signal.aborted) {
    // The reason itself is thrown by whoever still waited for the turn; work that was begun tells its own end.
    const begun = Fault.is(error) && error !== signal.reason;
    const { doing, state } = begun
      ? error.details
      : { doing: doingFor(target), state: "Nothing was changed." };
    return interruption(signal.reason, doing, state);
  }
  if (Fault.is(error)) return error;
  // Anything but a fault is a mistake of ours, and where it was made is what a report needs.
  log.log("error", "hook.bug", unexpectedText(error), { target: target.subject.target, run_id: runId });
  return new Fault("HOOK_UNEXPECTED", {
    doing: doingFor(target),
    seen: `it ended in an unexpected ${kindOfError(error)}`,
    state: "What was done before it stands; a later run goes on from there.",
    cause: error,
  });
}

/** The signal's reason says why the work had to end, the work itself how far it got. */
function interruption(reason: unknown, doing: string, state: string): Fault {
  if (!Fault.is(reason)) {
    return new Fault("HOOK_STOPPED", { doing, seen: "the hook was told to stop", state });
  }
  return new Fault(reason.code, { doing, seen: reason.details.seen, state });
}

function doingFor({ subject }: HookTarget): string {
  return `retiring the seed key of target ${subject.target}`;
}
