import { Fault } from "../../../src/errors/fault.js";
import type { FakeCloud } from "./fake-cloud.js";

/** Does a piece of work. An error of it may say that nothing was changed only if nothing was, by any of its calls. */
export async function toldTruly<T>({ history }: FakeCloud, work: () => Promise<T>): Promise<T> {
  const from = history.length;
  try {
    return await work();
  } catch (error) {
    const writes = history.slice(from).filter(({ write }) => write);
    if (Fault.is(error) && /nothing was changed/i.test(error.details.state) && writes.length > 0) {
      const calls = writes.map(({ call }) => call).join(", ");
      throw new Error(`"${error.details.state}" was said (${error.code}) after ${calls}`);
    }
    throw error;
  }
}
