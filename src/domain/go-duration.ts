const UNIT_SECONDS = { h: 3600, m: 60, s: 1 } as const;

/** Reads the gateway's durations, such as `60m` or `1h30m`, as seconds; undefined when the text is not one. */
export function parseGoDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount = "", unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)) {
    seconds += Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
  }
  return Math.round(seconds);
}

/** Writes seconds as the gateway does: in minutes where that is exact. */
export function formatGoDuration(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
