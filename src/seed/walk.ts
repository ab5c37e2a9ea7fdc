import { type PausePolicy, pauseMs, pausePolicies } from "../domain/backoff.js";
import { Fault } from "../errors/fault.js";
import { hearing } from "./hearing.js";
import { describeKeys } from "./key-words.js";
import type { Finish, RefuseStep } from "./step.js";
import type { KeyWorld } from "./world.js";

/** More steps than any honest way needs: a run that gets here is working against another one. */
const MAX_STEPS = 500;

/** One part of a seed key's life, as facts, a pure decision, and what each decision means. */
export interface Walk<Facts, Step extends { readonly do: string }, Result> {
  /** What is being done, to what; the beginning of every error. */
  readonly doing: string;
  /** Read fresh before every step; nothing is remembered but what this very run did. */
  facts(): Promise<Facts>;
  decide(facts: Facts): Step | RefuseStep | Finish<Result>;
  act(step: Step, facts: Facts): Promise<void>;
  /** What state things are in now, in a sentence; the end of every error. It never throws. */
  state(): string | Promise<string>;
}

/**
 * Facts → decision → act → facts again, until the decision is to finish. Safe to run again after it ended anywhere.
 * A step that has to be repeated (what it changed is not visible yet) is repeated after a pause. Every error tells what
 * the world has heard on the way; see {@link hearing}.
 */
export async function walk<Facts, Step extends { readonly do: string }, Result>(
  world: KeyWorld,
  way: Walk<Facts, Step, Result>,
): Promise<Result> {
  try {
    let previous: string | undefined;
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      world.signal.throwIfAborted();
      const facts = await way.facts();
      const decision = way.decide(facts);
      if (isFinish<Result>(decision)) return decision.result;
      if (isRefusal(decision)) throw await faultOf(world, way, decision);
      const step = decision as Step;
      const name = JSON.stringify(step);
      if (name === previous) {
        // Not acted on yet: after the pause the facts are read once more.
        previous = undefined;
        await pause(world, pausePolicies.seedStep);
        continue;
      }
      previous = name;
      world.signal.throwIfAborted();
      await way.act(step, facts);
    }
  } catch (error) {
    throw await restated(world, way, error);
  }
  throw new Fault("SEED_UNSTABLE", {
    doing: way.doing,
    seen: hearing(world).onTheWay.after(`${MAX_STEPS} steps did not lead to an end`),
    state: await way.state(),
  });
}

/** Waits, until something that is under way may show in one of the two systems. */
export function beforeLookingAgain(world: KeyWorld): Promise<void> {
  return pause(world, pausePolicies.seedLook);
}

/** Waits, until it may show whether another run goes on. */
export function beforeWatchingOn(world: KeyWorld): Promise<void> {
  return pause(world, pausePolicies.seedWatch);
}

/** Waits once, as a policy says. */
export function pause({ clock, signal }: KeyWorld, policy: PausePolicy): Promise<void> {
  return clock.sleep(pauseMs(policy, 1, clock.random()), signal);
}

/** Terraform gives no reason; a host whose time is up says so. */
function whyStopped({ reason }: AbortSignal): string {
  return Fault.is(reason) ? reason.details.seen : "Terraform was asked to stop";
}

function isFinish<Result>(decision: { readonly do: string }): decision is Finish<Result> {
  return decision.do === "finish";
}

function isRefusal(decision: { readonly do: string }): decision is RefuseStep {
  return decision.do === "refuse";
}

/** A refusal as a fault, with its keys described. */
export async function faultOf(
  world: KeyWorld,
  way: { readonly doing: string; state(): string | Promise<string> },
  { code, seen, advice, keys = [] }: RefuseStep,
): Promise<Fault> {
  const named = keys.length === 0 ? "" : `: ${await describeKeys(world, keys)}`;
  return new Fault(code, {
    doing: way.doing,
    seen: `${seen}${named}`,
    // Told by the one who catches it, at that moment.
    state: "",
    ...(advice === undefined ? {} : { advice }),
  });
}

/**
 * The layers below say that nothing was changed by their own call; only here is it known what the whole way has
 * changed. An interruption becomes a fault that says so too; anything else that is not a fault is a bug and stays one.
 */
async function restated(
  world: KeyWorld,
  way: { readonly doing: string; state(): string | Promise<string> },
  error: unknown,
): Promise<unknown> {
  const { onTheWay } = hearing(world);
  if (world.signal.aborted) {
    return new Fault("SEED_INTERRUPTED", {
      doing: way.doing,
      seen: onTheWay.after(whyStopped(world.signal)),
      state: await way.state(),
      cause: error,
    });
  }
  if (!Fault.is(error)) return error;
  return new Fault(error.code, {
    ...error.details,
    seen: onTheWay.after(error.details.seen, error),
    doing: error.details.doing === way.doing ? way.doing : `${way.doing}, ${error.details.doing}`,
    state: await way.state(),
  });
}
