import { masked } from "../domain/masked.js";
import { graceEnd } from "../domain/rotation-grace.js";
import type { AccessKey, RotatorFacts } from "./world.js";

/** The key that the gateway worked with before, which its rotator leaves Active for a while. */
export interface Grace<K extends AccessKey = AccessKey> {
  readonly key: K;
  /** When the gateway deletes it; undefined for the next rotation. */
  readonly until: Date | undefined;
}

/** Between the rotation as the gateway tells it and the creation of its key as IAM tells it. */
const ROTATION_MS = 5 * 60_000;
/** The gateway may be a little late with what is due. */
const LATE_MS = 3_600_000;

/**
 * The grace that is on, out of the keys of a user apart from a known seed. That the other key is the gateway's own is
 * proven, and not guessed: AWS has room for two keys of a user, so that besides the key that the last rotation has made
 * nothing can be older than it but the key by which it was made. A key that is younger is none, nor one that is left
 * although the grace is over.
 *
 * @param heldId The key that the gateway works with; undefined where the caller may not read it.
 */
export function graceOf<K extends AccessKey>(
  keys: readonly K[],
  heldId: string | undefined,
  rotator: RotatorFacts | undefined,
  now: Date,
): Grace<K> | undefined {
  const { grace, lastRotatedAt } = rotator ?? {};
  if (!grace || !lastRotatedAt) return undefined;
  const [oldest, youngest, ...more] = [...keys].sort(byAge);
  if (!oldest || !youngest || more.length > 0) return undefined;
  const working = heldId === undefined ? youngest : keys.find(({ id }) => id === heldId);
  const key = working === youngest ? oldest : youngest;
  if (!working || key.createdAt > working.createdAt) return undefined;
  if (Math.abs(working.createdAt.getTime() - lastRotatedAt.getTime()) > ROTATION_MS) return undefined;
  const until = graceEnd(lastRotatedAt, grace);
  if (until !== undefined && now.getTime() > until.getTime() + LATE_MS) return undefined;
  return { key, until };
}

/** `AKIA…7Q2F, which the gateway worked with before, stays until 2026-03-02 14:00 UTC, the end of its grace`. */
export function graceInWords({ key, until }: Grace): string {
  return `${masked(key.id)}, which it worked with before, stays ${untilInWords(until)}`;
}

/** `until 2026-03-02 14:00 UTC, the end of its grace`. */
export function untilInWords(until: Date | undefined): string {
  return until === undefined
    ? "until the next rotation, the end of its grace"
    : `until ${until.toISOString().slice(0, 16).replace("T", " ")} UTC, the end of its grace`;
}

function byAge(a: AccessKey, b: AccessKey): number {
  return a.createdAt.getTime() - b.createdAt.getTime();
}
