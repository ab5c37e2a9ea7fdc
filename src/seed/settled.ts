import { graceOf } from "./grace.js";
import type { AccessKey, RotatorFacts } from "./world.js";
import { isYoung } from "./young-key.js";

/**
 * Whether a user whose seed is gone has what a retirement leaves: one key, Active; in a grace of its rotator the one
 * before, too, which counts with it. Tells nothing against a user without a key, whose target has lost its own; and
 * nothing while a key is so young that the gateway may be rotating.
 */
export function isSettled(keys: readonly AccessKey[], now: Date, rotator?: RotatorFacts): boolean {
  if (keys.length === 0) return true;
  if (keys.some((key) => isYoung(key, now))) return true;
  const inGrace = graceOf(keys, undefined, rotator, now)?.key;
  const [working, ...more] = keys.filter((key) => key !== inGrace);
  return more.length === 0 && working?.status === "Active";
}
