import type { SecretKind } from "./secret-kind.js";

/** How one secret is kept. All times in milliseconds. */
export interface SecretRules {
  /** Undefined: asked of the gateway at the first read. */
  readonly kind: SecretKind | undefined;
  readonly input: Readonly<Record<string, string>> | undefined;
  /** For a value whose end the gateway does not name. */
  readonly ttlMs: number;
  /** Undefined: a quarter of the value's time, 6 minutes at most. */
  readonly marginMs: number | undefined;
  readonly staleMs: number;
}

/** Until when a value serves for what; milliseconds since 1970. */
export interface SecretTimes {
  /** From here on it is read anew in the background. */
  readonly renewAt: number;
  /** Until here it is served without a word. */
  readonly freshUntil: number;
  /** Until here it is served, and told, while the gateway is away. */
  readonly servedUntil: number;
}

/** A margin is never more than this part of a value's time, or the value would be read all the time. */
const LARGEST_PART = 0.5;
const USUAL_PART = 0.25;

/**
 * Decides how long a value serves. One whose end is known is never served after it: the credential is dead then.
 *
 * @param longestMs of a margin that the rules do not name
 */
export function secretTimes(
  readAt: number,
  expiresAt: number | null,
  { ttlMs, marginMs, staleMs }: SecretRules,
  longestMs: number,
): SecretTimes {
  const freshUntil = expiresAt ?? readAt + ttlMs;
  const lifetime = Math.max(0, freshUntil - readAt);
  const margin = Math.min(marginMs ?? Math.min(longestMs, lifetime * USUAL_PART), lifetime * LARGEST_PART);
  return {
    renewAt: freshUntil - margin,
    freshUntil,
    servedUntil: expiresAt ?? freshUntil + staleMs,
  };
}
