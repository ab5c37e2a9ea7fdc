import type { Logger } from "./logger.js";
import type { Redaction } from "./redaction.js";

/** A logger that hides what the redaction knows, and that says of every line which type it is about. */
export function redactingLogger(inner: Logger, redaction: Redaction, typeName: string): Logger {
  return {
    log(level, message, fields = {}) {
      // To hide secrets in a line takes more time than to write it.
      if (inner.wants?.(level) === false) return;
      const shown = Object.entries(fields).map(
        ([name, value]) => [name, typeof value === "string" ? redaction.apply(value) : value] as const,
      );
      inner.log(level, redaction.apply(message), { type: typeName, ...Object.fromEntries(shown) });
    },
  };
}
