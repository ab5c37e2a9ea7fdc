/** One comparison: both sides were measured in the same run, in turn, so that the ratio survives a noisy machine. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly beside: string;
  /** The median of ours divided by the median of the other. */
  readonly ratio: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** Measures both in turn, A B A B …, after one run of each that does not count. */
export async function inTurn(
  times: number,
  ours: () => number | Promise<number>,
  other: () => number | Promise<number>,
): Promise<{ readonly ours: number; readonly beside: number; readonly ratio: number }> {
  const a: number[] = [];
  const b: number[] = [];
  for (let round = 0; round <= times; round++) {
    const mine = await ours();
    const theirs = await other();
    if (round === 0) continue;
    a.push(mine);
    b.push(theirs);
  }
  const [first, second] = [median(a), median(b)];
  return { ours: first, beside: second, ratio: first / second };
}

export const milliseconds = (value: number) => `${Math.round(value)} ms`;
export const megabytes = (kilobytes: number) => `${Math.round(kilobytes / 1024)} MB`;
