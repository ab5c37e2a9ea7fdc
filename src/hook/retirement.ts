import type { Clock } from "../domain/clock.js";
import { Fault } from "../errors/fault.js";
import { kindOfError, unexpectedText } from "../errors/unexpected.js";
import type { ProofKind, SeedWorld } from "../seed/index.js";
import type { HookLog, HookLogFields } from "./log.js";
import type { SlotPlace, Slots, Urgency } from "./slots.js";
import type { HookTarget } from "./target.js";
import { type RunEnd, towardsNoSeed } from "./towards-no-seed.js";
import type { Turns } from "./turns.js";

export type { RunEnd } from "./towards-no-seed.js";

/** Makes the world of one piece of work; the caller binds it to a gateway and an AWS account. */
export type SeedWorlds = (signal: AbortSignal, progress: (message: string) => void) => SeedWorld;

/** What every piece of work needs. */
export interface RetirementTools {
  readonly worlds: SeedWorlds;
  readonly clock: Clock;
  readonly log: HookLog;
  /** Shared by all work, so that a target's keys are in one hand at a time. */
  readonly turns: Turns;
  /** Shared by all work, so that only so much of it asks IAM and the gateway at a time. */
  readonly slots: Slots;
}

/** One step of the way, for the report. */
export interface StoryLine {
  readonly at: Date;
  readonly message: string;
}

/** How one target stands after the work. */
export type TargetRetirement = {
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
  /** Keys that a failed run had minted and not handed over were deleted. */
  | { readonly kind: "cleaned"; readonly keyIds: readonly string[] }
  | { readonly kind: "failed"; readonly fault: Fault }
);

export interface RetirementOptions {
  readonly end: RunEnd;
  readonly signal: AbortSignal;
  /** Told about each step. */
  readonly note: (message: string) => void;
  /** For the log: what this is for. */
  readonly fields: HookLogFields;
}

const LONGEST_STORY = 200;

/** {@link retireTarget}, once it is this work's turn for the target and there is a place for it. Never throws. */
export async function retireInTurn(
  tools: RetirementTools,
  target: HookTarget,
  options: RetirementOptions & { readonly urgency: Urgency; readonly begins: () => void },
): Promise<TargetRetirement> {
  const { begins } = options;
  try {
    return await inTurn(tools, target, options, (place) => {
      begins();
      return retireTarget(tools, target, place, options);
    });
  } catch (error) {
    return { target, story: [], kind: "failed", fault: faultFrom(error, target, tools.log, options) };
  }
}

/** Does something about a target when its turn has come and there is a place for it. */
export function inTurn<T>(
  { turns, slots }: RetirementTools,
  { subject }: HookTarget,
  { urgency, signal }: { readonly urgency: Urgency; readonly signal: AbortSignal },
  work: (place: SlotPlace) => Promise<T>,
): Promise<T> {
  // The turn first: who waits for it holds up no other work.
  return turns.take(subject.target, signal, () => slots.hold({ urgency, signal }, work));
}

/** Brings one target to where no seed is left, as far as the signal allows. Its turn is the caller's. Never throws. */
export async function retireTarget(
  { worlds, clock, log }: RetirementTools,
  target: HookTarget,
  place: SlotPlace,
  options: RetirementOptions,
): Promise<TargetRetirement> {
  const { end, signal, note, fields } = options;
  const story: StoryLine[] = [];
  const progress = (message: string) => {
    if (story.length < LONGEST_STORY) story.push({ at: clock.now(), message });
    log.log("info", "seed.progress", message, { target: target.subject.target, ...fields });
    note(message);
  };
  const about = { target, story };
  try {
    return { ...about, ...(await towardsNoSeed(restingAt(place, worlds(signal, progress)), target, end)) };
  } catch (error) {
    return { ...about, kind: "failed", fault: faultFrom(error, target, log, options) };
  }
}

/** The same world, whose work gives its place to others while it sleeps. */
export function restingAt(place: SlotPlace, world: SeedWorld): SeedWorld {
  const { clock } = world;
  const sleep: Clock["sleep"] = (ms, signal) => place.away(() => clock.sleep(ms, signal));
  return { ...world, clock: { now: () => clock.now(), random: () => clock.random(), sleep } };
}

/** {@link TargetRetirement} of work that did not even come to its end in time. */
export function abandonedRetirement(target: HookTarget, reason: unknown): TargetRetirement {
  const state = "A call that was begun has not ended yet; the hook's log tells what becomes of it.";
  return { target, story: [], kind: "failed", fault: interruption(reason, doingFor(target), state) };
}

function faultFrom(
  error: unknown,
  target: HookTarget,
  log: HookLog,
  { signal, fields }: Pick<RetirementOptions, "signal" | "fields">,
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
  log.log("error", "hook.bug", unexpectedText(error), { target: target.subject.target, ...fields });
  return new Fault("HOOK_UNEXPECTED", {
    doing: doingFor(target),
    seen: `it ended in an unexpected ${kindOfError(error)}`,
    state: "What was done before it stands; the hook goes on from there.",
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
