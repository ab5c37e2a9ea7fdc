import type { AccessKey } from "./world.js";
import { isYoung } from "./young-key.js";

/**
 * Whether a user whose seed is gone has what a retirement leaves: one key, Active. Tells nothing against a user without
 * a key, whose target has lost its own; and nothing while a key is so young that the gateway may be rotating.
 */
export function isSettled(keys: readonly AccessKey[], now: Date): boolean {
  if (keys.length === 0) return true;
  if (keys.some((key) => isYoung(key, now))) return true;
  return keys.length === 1 && keys[0]?.status === "Active";
}
