import { Fault } from "../../../../src/errors/fault.js";

/**
 * What an author's function does on purpose:
 * - `crash`: throws, with a secret in its message
 * - `fault`: throws a Fault that quotes `secret`
 * - `hang`: waits until it is stopped
 */
export async function misbehave(
  behaviour: string | null,
  { signal, secret, note }: { signal: AbortSignal; secret: string; note: (event: string) => void },
): Promise<void> {
  if (behaviour === "crash") throw new TypeError(`the password is ${secret}`);
  if (behaviour === "fault") {
    throw new Fault("VALUE_NOT_ALLOWED", {
      doing: "talking to the remote",
      seen: `it does not like ${secret}`,
      state: "Nothing was changed.",
    });
  }
  if (behaviour === "hang") {
    note("hanging");
    await new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  }
}
