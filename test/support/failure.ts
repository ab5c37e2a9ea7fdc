import { Fault } from "../../src/errors/fault.js";

/** The fault with which some work ends; anything else fails the test. */
export async function failure(work: Promise<unknown>): Promise<Fault> {
  const end = await work.then(
    (value) => ({ value }),
    (reason: unknown) => ({ reason }),
  );
  if ("reason" in end && Fault.is(end.reason)) return end.reason;
  throw new Error("a fault was expected", { cause: end });
}
