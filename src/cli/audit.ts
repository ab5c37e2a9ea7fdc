import { inquire, scanAll, withoutAsking } from "../audit/index.js";
import { packageVersion } from "../domain/package-root.js";
import { unlessAborted } from "../domain/unless-aborted.js";
import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { awsSettingsFrom } from "../wiring/index.js";
import { AuditProgress } from "./audit/progress.js";
import { auditReport } from "./audit/report.js";
import { sarifOf } from "./audit/sarif.js";
import { sourcesOf, type WhatToAudit } from "./audit/sources.js";
import { auditText, summary } from "./audit/text.js";
import { awsWitness } from "./audit/witness.js";
import { AUDIT_EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import type { CliWorld } from "./world.js";

export interface AuditOptions extends WhatToAudit {
  /** Whether AWS is left alone: keys are only found. */
  readonly offline: boolean;
  /** Whether only keys count whose secret was found, too. */
  readonly secretsOnly: boolean;
  readonly form: "text" | "json" | "sarif";
}

/** State versions are downloaded so many at once; files come one after the other. */
const DOWNLOADS_AT_ONCE = 4;
/** Milliseconds for one answer of AWS: there may be many keys to ask about. */
const AWS_PATIENCE_MS = 10_000;

const MISUSES: ReadonlySet<FaultCode> = new Set([
  "COMMAND_MISUSED",
  "AUDIT_PATH_MISSING",
  "HCP_TOKEN_MISSING",
  "AWS_SETTINGS_MALFORMED",
]);

/**
 * `latchkey audit`: finds access keys and asks AWS whether they live. Whatever goes wrong on the way is never taken
 * for a live key, nor for a clean result: it ends in {@link AUDIT_EXIT}.unknown or .usage.
 */
export async function runAudit(options: AuditOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  try {
    // It changes nothing, so it may be left wherever it waits.
    return await unlessAborted(audit(options, host, world), world.signal);
  } catch (error) {
    // An interruption is not the audit's to explain.
    if (world.signal.aborted) throw world.signal.reason;
    host.failure(error);
    return Fault.is(error) && MISUSES.has(error.code) ? AUDIT_EXIT.usage : AUDIT_EXIT.unknown;
  }
}

async function audit(options: AuditOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { signal, clock } = world;
  // Before the scan, which may take long.
  const settings = options.offline ? undefined : awsSettingsFrom(world.env);
  const progress = new AuditProgress(host, world);
  const leftOut: string[] = [];
  const scan = await scanAll(
    sourcesOf(options, world, (history) => leftOut.push(history)),
    {
      signal,
      progress: progress.scanning,
      clock,
      atOnce: options.workspaces.length > 0 ? DOWNLOADS_AT_ONCE : 1,
    },
  );
  const keys = scan.ledger.keys();
  const judgements =
    settings === undefined || keys.length === 0
      ? withoutAsking(keys)
      : await inquire(
          keys,
          awsWitness({ ...settings, requestTimeoutMs: AWS_PATIENCE_MS }, host.progress, signal),
          { clock, signal, progress: progress.asking },
        );
  const report = auditReport(scan, keys, judgements, { ...options, leftOut });
  signal.throwIfAborted();
  if (options.form !== "text") host.progress(summary(report));
  host.result(
    options.form === "sarif" ? sarifOf(report, packageVersion()) : report,
    auditText(report, host.style),
  );
  return report.exit_code;
}
