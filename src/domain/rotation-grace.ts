const DAY_MS = 86_400_000;

/** How long a rotation with grace leaves the key that it has replaced Active. */
export interface GraceTerms {
  /** Whole days; 0 where the gateway tells of none. */
  readonly intervalDays: number;
  /** Hour of the day (UTC) at which it ends. */
  readonly hour: number;
}

/**
 * When the grace of a rotation ends: so many days after it, at the full hour. Both timings come to the same here: `before`
 * makes the new key so many days early, and both are there until the day that was planned. Undefined where no number of
 * days is told: the key before then stays until the next rotation.
 */
export function graceEnd(rotatedAt: Date, { intervalDays, hour }: GraceTerms): Date | undefined {
  if (intervalDays === 0) return undefined;
  const day = Date.UTC(rotatedAt.getUTCFullYear(), rotatedAt.getUTCMonth(), rotatedAt.getUTCDate());
  return new Date(day + intervalDays * DAY_MS + hour * 3_600_000);
}
