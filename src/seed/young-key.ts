import type { AccessKey } from "./world.js";

/** How long a rotation may take from its key's creation until the gateway holds the key. */
export const ROTATION_PATIENCE_MS = 120_000;
/** By how much this machine's clock may be behind that of AWS, so that a key seems to come from the future. */
const CLOCK_BEHIND_MS = 120_000;

/**
 * Whether a key is so young that the gateway may be making it just now. A clock that is far behind tells of no key how
 * old it is, and excuses none: otherwise whatever is wrong would stay unseen until the clock has caught up.
 */
export function isYoung({ createdAt }: AccessKey, now: Date): boolean {
  const ageMs = now.getTime() - createdAt.getTime();
  return ageMs > -CLOCK_BEHIND_MS && ageMs < ROTATION_PATIENCE_MS;
}
