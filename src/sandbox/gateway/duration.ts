import { invalidRequest } from "./refusal.js";

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration such as `60m`, `1h30m` or `900s`. */
export function durationSeconds(text: string): number {
  if (!/^(\d+(\.\d+)?[smhd])+$/.test(text))
    throw invalidRequest(`should be a duration such as 60m, got ${JSON.stringify(text)}`);
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)) {
    seconds += Number(amount) * (UNIT_SECONDS[unit ?? ""] ?? 0);
  }
  if (seconds === 0) throw invalidRequest("a duration should be longer than zero");
  return seconds;
}
