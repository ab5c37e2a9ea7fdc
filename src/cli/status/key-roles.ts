import { type Facts, heldId, type KeyFacts, seenOf } from "./facts.js";
import type { CredentialJudgement } from "./judge.js";

/** What a key is that is neither the seed nor the working key. */
export type BesideRole = "key in grace" | "new key" | "unknown key";

export function besideRole(
  { id }: Pick<KeyFacts, "id">,
  { grace, verdict: { code } }: Pick<CredentialJudgement, "grace" | "verdict">,
): BesideRole {
  if (grace?.key.id === id) return "key in grace";
  return code === "rotating" ? "new key" : "unknown key";
}

/** The key that the gateway works with and has made itself, as far as can be told. */
export function workingKeyOf<K extends KeyFacts>(
  facts: Facts,
  listed: readonly K[],
  { seedKeyId, grace }: Pick<CredentialJudgement, "seedKeyId" | "grace">,
): K | undefined {
  const others = listed.filter(({ id }) => id !== seedKeyId && id !== grace?.key.id);
  if ("seen" in facts.holding) return others.find(({ id }) => id === heldId(facts));
  // Without the target's details: the only other key is the one that a rotation has made.
  return others.length === 1 && seenOf(facts.rotator)?.lastRotatedAt ? others[0] : undefined;
}
