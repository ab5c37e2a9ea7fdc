import { type DedicationFacts, dedicationRefusal, type SeedSubject } from "./dedication.js";
import type { Finish, Refusal } from "./step.js";
import type { TargetFact } from "./target-fact.js";
import type { AccessKey } from "./world.js";

export interface DiscardFacts {
  readonly dedication: DedicationFacts;
  /** `unread` where only its existence was looked at. */
  readonly target: TargetFact | { readonly kind: "unread" };
  /** Whether Terraform ever saw the target as its own; if not, only a target that holds a key of the user is removed. */
  readonly owned: boolean;
  /** Every key of the user; empty when the user is gone. */
  readonly keys: readonly AccessKey[];
}

export type DiscardStep =
  | { readonly do: "removeTarget" }
  | { readonly do: "deactivate" | "delete"; readonly keyId: string };

export interface DiscardResult {
  /** Whether a target of that name was left alone, because it never was this configuration's. */
  readonly targetLeft: boolean;
}

/**
 * The one next safe step towards no target and no key: the target goes first, so that the gateway never holds a key
 * that was taken from it. A user that is gone takes its keys along.
 */
export function nextDiscardStep(
  subject: SeedSubject,
  facts: DiscardFacts,
): DiscardStep | Refusal | Finish<DiscardResult> {
  const refusal = dedicationRefusal(subject, facts.dedication);
  if (refusal && refusal.code !== "SEED_USER_MISSING") return refusal;
  const { target, keys } = facts;
  const ours = facts.owned || (target.kind === "key" && keys.some((key) => key.id === target.keyId));
  if (target.kind !== "absent" && ours) return { do: "removeTarget" };
  const [key] = keys;
  if (key) return { do: key.status === "Active" ? "deactivate" : "delete", keyId: key.id };
  return { do: "finish", result: { targetLeft: target.kind !== "absent" } };
}
