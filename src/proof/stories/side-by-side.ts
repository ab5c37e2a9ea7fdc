/**
 * Does `work` for each of some things, begun in their order, a few at a time. After a failure no other is begun; those
 * that are under way are told by their signal.
 *
 * @returns what came of each, in the order of the things.
 * @throws the first failure, once nothing is under way any more.
 */
export async function sideBySide<T, R>(
  things: readonly T[],
  atATime: number,
  signal: AbortSignal,
  work: (thing: T, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const results: R[] = [];
  const waiting = things.entries();
  const lane = async () => {
    for (const [index, thing] of waiting) {
      if (either.aborted) return;
      try {
        results[index] = await work(thing, either);
      } catch (error) {
        failed.abort(error);
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  either.throwIfAborted();
  return results;
}
