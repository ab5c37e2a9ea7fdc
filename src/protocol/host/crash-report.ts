import { isNativeError } from "node:util/types";
import { Fault } from "../../errors/fault.js";

/**
 * What to print when the process cannot go on. Terraform records a crash from a line that begins with `panic: ` and
 * shows what follows it. The message of an unexpected error stays out, because it may quote a secret; a Fault's
 * message is written for people.
 */
export function crashReport(error: unknown): string {
  const headline = Fault.is(error) ? error.message : `${kindOfError(error)} (message withheld)`;
  return `panic: ${headline}\n\n${framesOf(error)}\n`;
}

/** An error's class, and its code where that is a plain word such as ECONNREFUSED. */
export function kindOfError(error: unknown): string {
  if (!isNativeError(error)) return `thrown ${error === null ? "null" : typeof error}`;
  const name = /^\w{1,60}$/.test(error.name) ? error.name : "Error";
  const code: unknown = "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? `${name} ${code}` : name;
}

/** The places in a stack trace, without the message that stands above them. */
export function framesOf(error: unknown): string {
  if (!isNativeError(error) || typeof error.stack !== "string") return "    (no stack)";
  return error.stack
    .replace(error.message, "")
    .split("\n")
    .filter((line) => /^ {4}at \S/.test(line))
    .join("\n");
}
