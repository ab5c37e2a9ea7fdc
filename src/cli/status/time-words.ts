import { span } from "../../seed/index.js";

/** `2026-03-01 12:00 UTC`. */
export function utc(date: Date): string {
  return `${minute(date)} UTC`;
}

/** The same without its zone, for columns that say it once. */
export function minute(date: Date): string {
  return date.toISOString().slice(0, 16).replace("T", " ");
}

/** `3 hours ago`, or `in 3 hours`. */
export function distance(date: Date, now: Date): string {
  const ms = now.getTime() - date.getTime();
  return ms >= 0 ? `${span(ms)} ago` : `in ${span(-ms)}`;
}
