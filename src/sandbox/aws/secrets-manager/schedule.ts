import { nextCron } from "./cron.js";
import type { RotationRules } from "./secret.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether Secrets Manager takes it: `rate(4 hours)` at the least, or `cron(0 …)`, since rotations start with the hour. */
export function isSchedule(expression: string): boolean {
  const rate = rateOf(expression);
  if (rate !== undefined) return rate >= 4 * HOUR_MS && rate <= 1000 * DAY_MS;
  const cron = cronOf(expression);
  return cron !== undefined && nextCron(cron, new Date(0)) !== undefined;
}

/**
 * When a secret is rotated next, counted from its last rotation or from when rotation was switched on.
 * Secrets Manager picks a moment in a window that the rules open; the sandbox takes the window's start.
 */
export function nextScheduled(rules: RotationRules, from: Date): Date | undefined {
  const { scheduleExpression: expression, automaticallyAfterDays: days } = rules;
  if (expression === undefined)
    return days === undefined ? undefined : new Date(from.getTime() + days * DAY_MS);
  const rate = rateOf(expression);
  if (rate !== undefined) return new Date(from.getTime() + rate);
  const cron = cronOf(expression);
  return cron === undefined ? undefined : nextCron(cron, from);
}

function rateOf(expression: string): number | undefined {
  const [, count, unit] = /^rate\((\d{1,6}) (hours?|days?)\)$/.exec(expression) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * (unit?.startsWith("hour") ? HOUR_MS : DAY_MS);
}

function cronOf(expression: string): string | undefined {
  return /^cron\((.+)\)$/.exec(expression)?.[1];
}
