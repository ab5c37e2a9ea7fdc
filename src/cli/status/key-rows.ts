import { type Facts, heldId, type KeyFacts, seenOf } from "./facts.js";
import type { CredentialJudgement } from "./judge.js";
import { type BesideRole, besideRole, workingKeyOf } from "./key-roles.js";

/** A key in the report. */
export interface KeyRow extends KeyFacts {
  /** `key` where nothing tells which one it is. */
  readonly role: "seed" | "working key" | BesideRole | "key";
  /** Whether the gateway works with it; undefined where the caller may not read that. */
  readonly held: boolean | undefined;
}

/** The user's keys, the oldest first. */
export function keyRows(facts: Facts, judgement: CredentialJudgement): KeyRow[] {
  const keys = (facts.user && seenOf(facts.user.keys)) ?? [];
  const working = workingKeyOf(facts, keys, judgement);
  const isShown = "seen" in facts.holding;
  const roleOf = (key: KeyFacts): KeyRow["role"] => {
    if (key.id === judgement.seedKeyId) return "seed";
    if (key === working) return "working key";
    return isShown || working ? besideRole(key, judgement) : "key";
  };
  return keys
    .map((key) => ({ ...key, role: roleOf(key), held: isShown ? key.id === heldId(facts) : undefined }))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
