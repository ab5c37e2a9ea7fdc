import { Fault } from "../../errors/fault.js";
import { framesOf, kindOfError } from "../../errors/unexpected.js";

/**
 * What to print when the process cannot go on. Terraform records a crash from a line that begins with `panic: ` and
 * shows what follows it. The message of an unexpected error stays out, because it may quote a secret; a Fault's
 * message is written for the deployer.
 */
export function crashReport(error: unknown): string {
  const headline = Fault.is(error) ? error.message : `${kindOfError(error)} (message withheld)`;
  return `panic: ${headline}\n\n${framesOf(error)}\n`;
}
