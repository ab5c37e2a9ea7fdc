import type { AccessKey } from "./world.js";
import { ROTATION_PATIENCE_MS } from "./young-key.js";

/** What metadata tell of the key that a target holds; none of it is secret. */
export interface HeldTraces {
  /** The key that was handed over last, as far as it is remembered. */
  readonly seedKeyId: string | null;
  /** When the target changed last: whatever it holds was there by then. Null where the gateway does not tell. */
  readonly targetModifiedAt: Date | null;
}

/**
 * Whether a target may hold this key, as far as the target alone tells. A key that is younger than the target's last
 * change came too late to be in it; unless the two systems' clocks differ, on which {@link mayBeRotated} has a word.
 */
export function mayBeHeld(key: AccessKey, { seedKeyId, targetModifiedAt }: HeldTraces): boolean {
  return key.id === seedKeyId || targetModifiedAt === null || key.createdAt <= targetModifiedAt;
}

/** Whether a rotation may have made this key. One may be told with the time at which it began, before its key. */
export function mayBeRotated(key: AccessKey, lastRotatedAt: Date | null): boolean {
  return lastRotatedAt !== null && key.createdAt.getTime() <= lastRotatedAt.getTime() + ROTATION_PATIENCE_MS;
}
