import { masked } from "../domain/masked.js";
import { graceEnd } from "../domain/rotation-grace.js";
import { graceOf, untilInWords } from "../seed/index.js";
import type { Rotatable, UsersKeys } from "./world.js";

/** Whether the dates of the gateway tell that the key before is there still: only then has AWS to be asked. */
export function isInGraceByDates({ awsKey, grace, lastRotatedAt }: Rotatable, now: Date): boolean {
  if (!awsKey || !grace || !lastRotatedAt) return false;
  const until = graceEnd(lastRotatedAt, grace);
  return until === undefined || now < until;
}

/**
 * Why there is no room for the key of another rotation: in a grace both keys that AWS allows are the gateway's. Undefined
 * where there is room, as far as can be seen. `seen`: the keys of the IAM user; undefined where they cannot be seen, so
 * that the gateway's dates have to do.
 */
export function noRoomBecause(
  found: Rotatable,
  seen: UsersKeys | undefined,
  now: Date,
): { readonly seen: string } | undefined {
  const { lastRotatedAt, grace, status, lastError } = found;
  if (!isInGraceByDates(found, now) || !lastRotatedAt || !grace) return undefined;
  const both = "AWS allows two keys of a user, and both are the gateway's";
  if (!seen) {
    const until = untilInWords(graceEnd(lastRotatedAt, grace));
    return {
      seen: `${both}: the one before the last rotation stays ${until}. That is what the gateway's dates tell; the keys of the user could not be seen`,
    };
  }
  const on = graceOf(seen.keys, seen.heldId, { lastRotatedAt, grace, status, lastError }, now);
  return (
    on && {
      seen: `${both}: ${masked(seen.heldId)} works, and ${masked(on.key.id)}, which it worked with before, stays ${untilInWords(on.until)}`,
    }
  );
}
