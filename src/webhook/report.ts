import type { FaultCode } from "../errors/catalog.js";
import type { WebhookOperation } from "./operation.js";

/** What happened to one call, for a log. */
export interface WebhookReport {
  /** `undo`: a credential was ended whose answer did not reach the gateway. `clean`: one that an earlier create had left. */
  readonly what: WebhookOperation | "undo" | "clean";
  readonly outcome: "done" | "failed" | "refused" | "dry run";
  /** Milliseconds that it took. */
  readonly ms: number;
  /** What went wrong. */
  readonly code?: FaultCode;
  /** How many credentials it was about. */
  readonly credentials?: number;
  /** What the producer's own code has thrown. May hold anything: it is not enumerable, so that no logger writes it by itself. */
  readonly cause?: unknown;
}

/** Tells without ever failing, and keeps the cause from being written by accident. */
export function tell(
  report: ((report: WebhookReport) => void) | undefined,
  { cause, ...told }: WebhookReport,
): void {
  if (!report) return;
  if (cause !== undefined) Object.defineProperty(told, "cause", { value: cause, enumerable: false });
  // A log that cannot be written, at once or later, is no reason to lose a credential, nor to end the process.
  const written = (async () => report(told))();
  written.catch(() => {});
}
