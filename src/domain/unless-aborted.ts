/**
 * What comes of `work`, unless the signal is aborted first: then it rejects at once with the signal's reason, whatever
 * the work is waiting for. For work that may be left where it stands; what becomes of it is not told.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whether or not a caller waits for it any more.
  work.catch(() => {});
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
