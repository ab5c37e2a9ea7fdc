import type { Secret } from "./secret.js";

/** For so long a system may not know a credential yet that was made a moment ago, as AWS does for some seconds. */
export const SPREAD_MS = 60_000;

/** Whether a refusal may mean that the credential is not known everywhere yet: another one would be younger still. */
export function mayBeUnknownYet({ kind, readAt }: Secret, now: Date): boolean {
  return kind === "dynamic" && now.getTime() - readAt.getTime() < SPREAD_MS;
}
