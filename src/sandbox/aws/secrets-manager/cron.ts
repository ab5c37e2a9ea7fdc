const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const DAY_MS = 86_400_000;
/** Longest search: a cron that names 29 February comes round within eight years. */
const SEARCHED_DAYS = 366 * 9;

/**
 * The next time, in UTC, at which an AWS cron expression (minutes, hours, day of month, month, day of week, year)
 * comes true after a moment; undefined for an expression that Secrets Manager does not take, or that never does.
 */
export function nextCron(expression: string, after: Date): Date | undefined {
  const [minutes, hours, days, months, weekdays, years, ...rest] = expression.trim().split(/\s+/);
  if (!hours || !days || !months || !weekdays || years !== "*" || rest.length > 0 || minutes !== "0") {
    return undefined;
  }
  // Exactly one of the two kinds of day is left open, by a question mark.
  if ((days === "?") === (weekdays === "?")) return undefined;
  const hour = valuesOf(hours, 0, 23);
  const month = valuesOf(months, 1, 12, MONTHS);
  const isDay = days === "?" ? dayOfWeek(weekdays) : dayOfMonth(days);
  if (!hour || !month || !isDay) return undefined;
  const midnight = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate());
  for (let day = 0; day < SEARCHED_DAYS; day += 1) {
    const date = new Date(midnight + day * DAY_MS);
    if (!month.has(date.getUTCMonth() + 1) || !isDay(date)) continue;
    for (const at of [...hour].sort((one, other) => one - other)) {
      const moment = new Date(date.getTime() + at * 3_600_000);
      if (moment > after) return moment;
    }
  }
  return undefined;
}

type DayTest = (date: Date) => boolean;

function dayOfMonth(field: string): DayTest | undefined {
  if (field === "L") return (date) => date.getUTCDate() === lastDay(date);
  const values = valuesOf(field, 1, 31);
  return values && ((date) => values.has(date.getUTCDate()));
}

function dayOfWeek(field: string): DayTest | undefined {
  const [, name = "", mark, nth] = /^(\w+?)(?:(#)([1-5])|(?:L))?$/.exec(field) ?? [];
  const last = mark === undefined && /^(\d|[A-Z]{3})L$/.test(field);
  if (mark || last) {
    const day = numberOf(name, DAYS, 1);
    if (day === undefined || day < 1 || day > 7) return undefined;
    return (date) => {
      if (date.getUTCDay() + 1 !== day) return false;
      return last ? date.getUTCDate() > lastDay(date) - 7 : Math.ceil(date.getUTCDate() / 7) === Number(nth);
    };
  }
  const values = valuesOf(field, 1, 7, DAYS);
  return values && ((date) => values.has(date.getUTCDay() + 1));
}

/** `*`, `3`, `MON-FRI`, `1,15`, `0/6`: the numbers that a field stands for. */
function valuesOf(
  field: string,
  least: number,
  most: number,
  names: readonly string[] = [],
): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [first = "", end] = range === "*" ? [String(least), String(most)] : range.split("-", 2);
    const from = numberOf(first, names, least);
    const to = end === undefined ? (step === undefined ? from : most) : numberOf(end, names, least);
    if (from === undefined || to === undefined || from < least || to > most || from > to || step === "0") {
      return undefined;
    }
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function numberOf(text: string, names: readonly string[], least: number): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + least;
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}

function lastDay(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
