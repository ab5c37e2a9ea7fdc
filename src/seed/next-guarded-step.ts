import { masked } from "../domain/masked.js";
import { type Holder, type Holders, type UnseenHolder, WHOLE_GATEWAY } from "./holders.js";
import { activationCommand } from "./key-words.js";
import {
  nextRetireStep,
  type RetireFacts,
  type RetireResult,
  type RetireStep,
  type RetireTerms,
  seedStatus,
} from "./next-retire-step.js";
import { type Finish, type RefuseStep, refuse } from "./step.js";

export interface GuardedTerms extends RetireTerms {
  /**
   * What to do about whoever may hold the key and cannot be looked at: go on and tell it, because only the gateway
   * was ever given the key (the default); or refuse, except for what is named here by its path (`/` for what is not
   * listed).
   */
  readonly unseenHolders?: "told" | { readonly despite: readonly string[] };
}

/**
 * What a retirement writes on its way: each can end the seed, or is the first on a way that does. A gateway may delete
 * the key that it replaces, so that a rotation is one of them.
 */
const GUARDED = ["rotate", "activateSeed", "deactivateSeed", "deleteSeed"] as const;

export type GuardedWrite = (typeof GUARDED)[number];

/** An answer to who else works with the seed, and before which write it was asked for. */
export interface HoldersTold {
  readonly before: GuardedWrite;
  readonly holders: Holders;
}

export interface GuardedFacts extends RetireFacts {
  /** Undefined until it was asked. */
  readonly holders: HoldersTold | undefined;
}

export type GuardedStep =
  | RetireStep
  /** To ask the gateway who else works with the seed. */
  | { readonly do: "askHolders"; readonly before: GuardedWrite };

/**
 * {@link nextRetireStep}, but for one thing: nothing is begun that could end the seed before it was asked, for this very
 * write, who else works with it. A seed that is gone, or a retirement that is done, asks about none.
 */
export function nextGuardedStep(
  terms: GuardedTerms,
  facts: GuardedFacts,
): GuardedStep | RefuseStep | Finish<RetireResult> {
  const decision = nextRetireStep(terms, facts);
  const { run, keys, holders } = facts;
  if (!isGuarded(decision.do)) return decision;
  // Back to where it was before this run: that helps whoever works with it.
  const back: GuardedStep = { do: "activateSeed" };
  if (run.deactivated && decision.do === back.do) return decision;
  if (holders?.before !== decision.do) return { do: "askHolders", before: decision.do };
  const refusal = holdersRefusal(terms, holders.holders, keys);
  if (!refusal) return decision;
  return run.deactivated && seedStatus(terms, keys) === "inactive" ? back : refusal;
}

/** Why a key stays, because something else works with it or may do so; undefined where nothing does. */
export function holdersRefusal(
  {
    subject,
    seedKeyId,
    unseenHolders = "told",
  }: Pick<GuardedTerms, "subject" | "seedKeyId" | "unseenHolders">,
  { found, unseen }: Holders,
  keys: RetireFacts["keys"],
): RefuseStep | undefined {
  const key = masked(seedKeyId);
  if (found.length > 0) {
    const [names, work, them] = [
      namesOf(found),
      ...(found.length === 1 ? ["works", "it"] : ["work", "them"]),
    ];
    const on = activationCommand(subject.user, seedKeyId);
    const isOff = seedStatus({ seedKeyId }, keys) === "inactive";
    return {
      ...refuse("RETIRE_KEY_SHARED", `${names} ${work} with ${key}, too`),
      advice: `Give ${names} a key of another user, or delete ${them} in the gateway, so that nothing but target ${subject.target} works with ${key}.${isOff ? ` It is turned off now; to turn it on: ${on}` : ""}`,
    };
  }
  if (unseenHolders === "told") return undefined;
  const { despite } = unseenHolders;
  const open = despite.includes(WHOLE_GATEWAY) ? [] : unseen.filter(({ name }) => !despite.includes(name));
  if (open.length === 0) return undefined;
  const flags = [...new Set(open.map(({ name }) => `--despite ${name}`))].join(" ");
  return {
    ...refuse("RETIRE_HOLDERS_UNSEEN", `the gateway does not show ${unseenOf({ unseen: open }).join("; ")}`),
    advice: `Let the caller list the targets and items of the gateway, and read those that have changed since ${key} was made. If you know that nothing there works with it, go on by ${flags}.`,
  };
}

/** What could not be looked at, in words. */
export function unseenOf({ unseen }: Pick<Holders, "unseen">): readonly string[] {
  return unseen.map(({ what }: UnseenHolder) => what);
}

function isGuarded(step: string): step is GuardedWrite {
  return (GUARDED as readonly string[]).includes(step);
}

/** `target /b and dynamic secret /c` */
function namesOf(holders: readonly Holder[]): string {
  return holders.map(({ kind, name }) => `${kind} ${name}`).join(" and ");
}
