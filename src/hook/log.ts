import type { Clock } from "../domain/clock.js";
import { shortened } from "../domain/shortened.js";

export type HookLogLevel = "debug" | "info" | "warn" | "error";

/** What a log record may carry beside its words. Never a secret, never a body; key ids are masked. */
export type HookLogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where the hook says what happens. `event` is stable and for machines, `message` for the operator. */
export interface HookLog {
  log(level: HookLogLevel, event: string, message: string, fields?: HookLogFields): void;
}

const LONGEST_TEXT = 4_000;

/** One line of JSON per record: `time`, `level`, `event`, `message` and the fields. `debug` only if `verbose`. */
export function jsonLog(clock: Clock, write: (line: string) => void, verbose: boolean): HookLog {
  return {
    log(level, event, message, fields = {}) {
      if (level === "debug" && !verbose) return;
      const record = { time: clock.now().toISOString(), level, event, message: clipped(message) };
      const more = Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === "string" ? clipped(value) : value,
      ]);
      write(`${JSON.stringify({ ...Object.fromEntries(more), ...record })}\n`);
    },
  };
}

function clipped(text: string): string {
  return text.length > LONGEST_TEXT ? `${shortened(text, LONGEST_TEXT)} (${text.length} characters)` : text;
}
