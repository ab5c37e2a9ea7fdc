import type { Secret } from "./secret.js";

/** For so long a system may not know a credential yet that was made a moment ago, as AWS does for some seconds. */
const SPREAD_MS = 60_000;

/** Whether a refusal may mean that the credential is not known everywhere yet: another one would be younger still. */
export function mayBeUnknownYet({ kind, readAt }: Secret, now: Date): boolean {
  return kind === "dynamic" && now.getTime() - readAt.getTime() < SPREAD_MS;
}

/**
 * When a renewed credential takes the place of the former one, in milliseconds since 1970: once the system knows it, and
 * well before the former one ends.
 */
export function takeoverAt(former: Secret | undefined, renewed: Secret, now: number): number {
  if (renewed.kind !== "dynamic" || !former?.expiresAt) return now;
  return now + Math.min(SPREAD_MS, (former.expiresAt.getTime() - now) / 2);
}
