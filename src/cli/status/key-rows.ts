import type { AccessKey } from "../../seed/index.js";
import { type Facts, type KeyFacts, seenOf } from "./facts.js";
import { strangersRole } from "./hand-over.js";
import type { Judgement } from "./verdict.js";

/** A key in the report. */
export interface KeyRow extends Pick<KeyFacts, "lastUse">, AccessKey {
  /** `key` where nothing tells which one it is. */
  readonly role: "seed" | "working key" | "new key" | "unknown key" | "key";
  /** Whether the gateway works with it; undefined where the caller may not read that. */
  readonly held: boolean | undefined;
}

/** The user's keys, the oldest first. */
export function keyRows({ user, holding }: Facts, { seedKeyId, verdict }: Judgement): KeyRow[] {
  const keys = (user && seenOf(user.keys)) ?? [];
  const held = seenOf(holding);
  const heldId = held?.kind === "key" ? held.id : undefined;
  const rows = keys.map((key): KeyRow => {
    const isHeld = "seen" in holding ? key.id === heldId : undefined;
    const role =
      key.id === seedKeyId
        ? "seed"
        : isHeld
          ? "working key"
          : isHeld === false
            ? strangersRole(verdict)
            : "key";
    return { ...key, role, held: isHeld };
  });
  return rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
