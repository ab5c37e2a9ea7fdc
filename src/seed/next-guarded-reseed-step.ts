import type { Holders } from "./holders.js";
import { holdersRefusal } from "./next-guarded-step.js";
import {
  nextReseedStep,
  type ReseedDecision,
  type ReseedFacts,
  type ReseedResult,
  type ReseedStep,
  type ReseedTerms,
} from "./next-reseed-step.js";
import type { Finish, RefuseStep } from "./step.js";
import { holdsKey } from "./target-fact.js";

/** What is written on a way that ends the replaced key, or a leftover of an earlier run, from the first write on. */
const GUARDED = ["begin", "turnOff", "end", "deactivate", "delete"] as const;

type GuardedWrite = (typeof GUARDED)[number];

/** An answer to who else works with a key, and before which write it was asked for. */
export interface ReplacedKeyHolders {
  readonly before: GuardedWrite;
  readonly keyId: string;
  readonly holders: Holders;
}

export interface GuardedReseedFacts extends ReseedFacts {
  /** Undefined until it was asked. */
  readonly holders: ReplacedKeyHolders | undefined;
}

export type GuardedReseedStep =
  | ReseedStep
  /** To ask the gateway who else works with the key. */
  | { readonly do: "askHolders"; readonly before: GuardedWrite; readonly keyId: string };

/**
 * {@link nextReseedStep}, but for one thing: nothing is begun that ends a key before it was asked, for this very write,
 * who else works with it.
 */
export function nextGuardedReseedStep(
  terms: ReseedTerms,
  facts: GuardedReseedFacts,
): GuardedReseedStep | RefuseStep | Finish<ReseedResult> {
  const decision = nextReseedStep(terms, facts);
  const { replaceable, keys, holders, run } = facts;
  const { subject } = terms;
  const keyId = endedBy(decision, facts);
  const user = isTakenBack(decision) ? subject.user : terms.previous;
  if (keyId === undefined || !isGuarded(decision.do) || user === null) return decision;
  const isTold = holders?.before === decision.do && holders.keyId === keyId;
  if (!isTold) return { do: "askHolders", before: decision.do, keyId };
  const guarded = { subject: { ...subject, user }, seedKeyId: keyId };
  const refusal = holdersRefusal(guarded, holders.holders, isTakenBack(decision) ? keys : replaceable);
  if (!refusal) return decision;
  // Back to where it was before this run: that helps whoever works with it.
  const isOff = replaceable.some(({ id, status }) => id === keyId && status !== "Active");
  return isOff && run.turnedOff === keyId ? { do: "turnOn", keyId } : refusal;
}

/** Whether a key of the user is ended that did not come into use here: this run's own, or one of an earlier run. */
function isTakenBack({ do: step }: ReseedDecision): boolean {
  return step === "deactivate" || step === "delete";
}

/**
 * The key that this write ends, or is the first step to end. The key that this very run has made was offered to one
 * target only, which does not hold it; one of an earlier run may have come further.
 */
function endedBy(decision: ReseedDecision, { target, replaceable, run }: ReseedFacts): string | undefined {
  switch (decision.do) {
    case "deactivate":
    case "delete":
      return decision.keyId === run.inHand?.id ? undefined : decision.keyId;
    case "turnOff":
    case "end":
      return decision.keyId;
    case "begin":
      return decision.toAsk ? replaceable.find(({ id }) => holdsKey(target, id))?.id : undefined;
    default:
      return undefined;
  }
}

function isGuarded(step: string): step is GuardedWrite {
  return (GUARDED as readonly string[]).includes(step);
}
