import { Fault } from "../../../src/errors/fault.js";

/** The fault with which something is refused. Fails where nothing is, or where something else went wrong. */
export function refusalOf(construct: () => unknown): Fault {
  try {
    construct();
  } catch (error) {
    if (Fault.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** Everything of an error that a person or a log could ever get to see. */
export function allTextOf(error: Fault): string {
  return [String(error), error.stack, JSON.stringify(error), JSON.stringify(error.details)].join("\n");
}
