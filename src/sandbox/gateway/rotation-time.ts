const DAY_MS = 86_400_000;

/** The next rotation: so many days after `from`, at the full hour (UTC). Never in the past of `from`. */
export function nextRotation(from: Date, intervalDays: number, hour: number): Date {
  const day = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return new Date(day + intervalDays * DAY_MS + hour * 3_600_000);
}
