/**
 * The milliseconds of a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or a date, which is compared with the
 * `Date` of the same answer, so that no clock of this machine has a part in it. Undefined for anything else.
 */
export function retryAfterMs(retryAfter: unknown, answeredAt?: unknown): number | undefined {
  const text = typeof retryAfter === "number" ? String(retryAfter) : retryAfter;
  if (typeof text !== "string") return undefined;
  if (/^\s*\d{1,9}(?:\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const [until, from] = [text, answeredAt].map((date) => (isHttpDate(date) ? Date.parse(date) : Number.NaN));
  const ms = (until ?? Number.NaN) - (from ?? Number.NaN);
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** The form that every sender of today has to use. */
function isHttpDate(text: unknown): text is string {
  return typeof text === "string" && /^\s*\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\s*$/.test(text);
}
