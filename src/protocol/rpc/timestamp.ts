/** A point in time as it goes over the wire. */
export function wireTimestamp(time: Date): { seconds: bigint; nanos: number } {
  const ms = time.getTime();
  const seconds = Math.floor(ms / 1_000);
  return { seconds: BigInt(seconds), nanos: (ms - seconds * 1_000) * 1_000_000 };
}
