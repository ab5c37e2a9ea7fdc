const DAY_MS = 86_400_000;

/** When something is to be rotated, as far as its schedule says it. */
interface Schedule {
  readonly autoRotate: boolean;
  readonly intervalDays: number;
  /** Whether those days are minutes. */
  readonly inMinutes?: boolean;
  readonly hour: number;
}

/** The next rotation by a schedule, counted from the last one; null while it is off. */
export function nextBy({ autoRotate, intervalDays, inMinutes, hour }: Schedule, last: Date): Date | null {
  if (!autoRotate) return null;
  return inMinutes
    ? new Date(last.getTime() + intervalDays * 60_000)
    : nextRotation(last, intervalDays, hour);
}

/** The next rotation: so many days after `from`, at the full hour (UTC). Never in the past of `from`. */
export function nextRotation(from: Date, intervalDays: number, hour: number): Date {
  const day = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return new Date(day + intervalDays * DAY_MS + hour * 3_600_000);
}
