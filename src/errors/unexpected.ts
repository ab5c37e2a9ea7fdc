import { isNativeError } from "node:util/types";

/**
 * An error that is no Fault, as it may be shown and logged: its kind, what the system says about files and programs,
 * and the places in the source. Its message stays out, because it may quote a request, and with it a secret.
 */
export function unexpectedText(error: unknown): string {
  return `${kindOfError(error)}${systemPart(error)} (message withheld)\n${framesOf(error)}`;
}

/** An error's class, and its code where that is a plain word such as ECONNREFUSED. */
export function kindOfError(error: unknown): string {
  if (!isNativeError(error)) return `thrown ${error === null ? "null" : typeof error}`;
  const name = /^\w{1,60}$/.test(error.name) ? error.name : "Error";
  const code: unknown = "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? `${name} ${code}` : name;
}

/** The places in a stack trace, without the message that stands above them and may look like anything. */
export function framesOf(error: unknown): string {
  const nothing = "    (no stack)";
  if (!isNativeError(error) || typeof error.stack !== "string") return nothing;
  const { stack, message } = error;
  const at = stack.indexOf(message);
  // A message that was changed since stands in the stack as it was, where its end cannot be told.
  if (at === -1) return nothing;
  return stack
    .slice(at + message.length)
    .split("\n")
    .filter((line) => /^ {4}at \S/.test(line))
    .join("\n");
}

/** What was tried with which file or program, as only errors of the system say it. */
function systemPart(error: unknown): string {
  const { errno, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof errno !== "number" || typeof syscall !== "string") return "";
  return `: ${syscall}${typeof path === "string" ? ` ${JSON.stringify(path)}` : ""}`;
}
