/** A person who has pressed Ctrl-C is not kept waiting for longer than this. */
const LONGEST_MS = 5_000;

/**
 * The last request of a run that was told to stop. It is begun although the run's own signal ends what begins now, and goes
 * on by itself where it takes too long.
 */
export async function lastWord(send: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  const tooLong = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([send(signal), tooLong]);
}
