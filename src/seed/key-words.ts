import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import type { AccessKey, KeyWorld } from "./world.js";

/** `AKIA…7Q2F`, `AKIA…7Q2F and AKIA…99ZX`. */
export function namesOf(keys: readonly Pick<AccessKey, "id">[]): string {
  return keys.map((key) => masked(key.id)).join(" and ");
}

/** The key as a person has to judge it: `AKIA…7Q2F (Active, 3 hours old, last used 4 minutes ago)`. */
export function describeKey(key: AccessKey, lastUsed: Date | undefined, now: Date): string {
  const used = lastUsed
    ? `last used ${span(now.getTime() - lastUsed.getTime())} ago`
    : "no use of it known to AWS";
  return `${masked(key.id)} (${key.status}, ${span(now.getTime() - key.createdAt.getTime())} old, ${used})`;
}

/** {@link describeKey} for several keys, with their last use looked up. A last use that cannot be had is left out. */
export async function describeKeys(world: KeyWorld, keys: readonly AccessKey[]): Promise<string> {
  const now = world.clock.now();
  const lines = await Promise.all(
    keys.map(async (key) => describeKey(key, await world.iam.lastUsed(key.id).catch(() => undefined), now)),
  );
  return lines.join("; ");
}

/**
 * The commands that delete these keys for good. They carry the whole id, because AWS takes no other: an id alone
 * opens nothing.
 */
export function deletionCommands(user: IamUserArn, keys: readonly AccessKey[]): string {
  return keys
    .map((key) => `aws iam delete-access-key --user-name ${user.name} --access-key-id ${key.id}`)
    .join(" ; ");
}

/** The commands that turn these keys off, which can be taken back. */
export function deactivationCommands(user: IamUserArn, keys: readonly AccessKey[]): string {
  return keys
    .map(
      ({ id }) =>
        `aws iam update-access-key --user-name ${user.name} --access-key-id ${id} --status Inactive`,
    )
    .join(" ; ");
}

/** The command that makes a key work again. */
export function activationCommand(user: IamUserArn, keyId: string): string {
  return `aws iam update-access-key --user-name ${user.name} --access-key-id ${keyId} --status Active`;
}

/** A time span in its largest unit: `3 hours`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  for (const [unit, length] of [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return `${seconds} second${seconds === 1 ? "" : "s"}`;
}
