import { Fault } from "../../../src/errors/fault.js";

/**
 * Does one run, and fails where it ends in a fault that does not tell what came instead of an answer while it ran: what
 * was added to `came` meanwhile.
 */
export async function toldOnTheWay<T>(came: readonly string[], run: () => Promise<T>): Promise<T> {
  const before = came.length;
  try {
    return await run();
  } catch (error) {
    if (!Fault.is(error)) throw error;
    const forgotten = came.slice(before).filter((words) => !error.details.seen.includes(words));
    if (forgotten.length === 0) throw error;
    throw new Error(`the error does not tell of "${forgotten.join()}": ${error.message}`, { cause: error });
  }
}
