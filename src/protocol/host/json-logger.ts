import { shortened } from "../../domain/shortened.js";
import type { Logger, LogLevel } from "../../engine/logger.js";

const LEVELS: readonly LogLevel[] = ["trace", "debug", "info", "warn", "error"];

/** Terraform splits lines beyond 64 KiB, and half a JSON line is not JSON any more. */
const LONGEST_LINE = 60_000;
const LONGEST_TEXT = 4_000;

/**
 * The level that Terraform's environment variables ask for, or null for silence. The most specific one counts:
 * TF_LOG_PROVIDER_LATCHKEY, then TF_LOG_PROVIDER, then TF_LOG. As in Terraform, a word that is no level means trace.
 */
export function logLevel(
  env: { readonly [name: string]: string | undefined },
  provider: string,
): LogLevel | null {
  const own = `TF_LOG_PROVIDER_${provider.toUpperCase().replace(/-/g, "_")}`;
  const asked = (env[own] || env.TF_LOG_PROVIDER || env.TF_LOG || "off").toLowerCase();
  if (asked === "off") return null;
  return LEVELS.find((level) => level === asked) ?? "trace";
}

/**
 * Writes log records as JSON lines, the form in which Terraform takes over a provider's log. Silent without a level:
 * a write to Terraform's pipe blocks the process. Masking is the caller's duty.
 */
export function jsonLogger(
  level: LogLevel | null,
  module: string,
  now: () => Date,
  write: (line: string) => void,
): Logger {
  if (level === null) return { wants: () => false, log() {} };
  const lowest = LEVELS.indexOf(level);
  const wants = (at: LogLevel) => LEVELS.indexOf(at) >= lowest;
  return {
    wants,
    log(at, message, fields = {}) {
      if (!wants(at)) return;
      const head = {
        "@level": at,
        "@message": clipped(message),
        "@module": module,
        "@timestamp": now().toISOString().replace("Z", "000Z"),
      };
      const tail = Object.entries(fields).map(([name, value]) => [
        name.replace(/^@+/, ""),
        typeof value === "string" ? clipped(value) : value,
      ]);
      const line = JSON.stringify({ ...Object.fromEntries(tail), ...head });
      write(`${Buffer.byteLength(line) > LONGEST_LINE ? JSON.stringify(head) : line}\n`);
    },
  };
}

function clipped(text: string): string {
  return text.length > LONGEST_TEXT ? `${shortened(text, LONGEST_TEXT)} (${text.length} characters)` : text;
}
