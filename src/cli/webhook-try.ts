import { unlessAborted } from "../domain/unless-aborted.js";
import { standInAuthService } from "../trial/stand-in-auth-service.js";
import { type TrialOptions, tryWebhook } from "../trial/trial.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import { misused } from "./flags.js";
import type { Host } from "./io.js";
import { inputFrom, urlsFrom, type WebhookTryFlags } from "./webhook-try/options.js";
import { keepPayloadIn, readPayloadFile } from "./webhook-try/payload-file.js";
import { trialReportText } from "./webhook-try/report-text.js";
import type { CliWorld } from "./world.js";

/**
 * `latchkey webhook try`: plays the gateway against a webhook, and tells of each rule of the protocol whether it holds.
 *
 * @throws Fault before anything is called, where something is missing or wrong
 */
export async function runWebhookTry(
  url: string | undefined,
  flags: WebhookTryFlags,
  host: Host,
  world: Pick<CliWorld, "env" | "clock" | "signal">,
): Promise<ExitCode> {
  const { env, clock, signal } = world;
  const urls = urlsFrom(url, flags);
  const input = inputFrom(flags.input);
  const payload =
    flags.payloadFile === undefined
      ? (env.LATCHKEY_WEBHOOK_PAYLOAD ?? "")
      : readPayloadFile(flags.payloadFile);
  const creds = env.LATCHKEY_WEBHOOK_CREDS;
  if (flags.open && (flags.authPort !== undefined || creds !== undefined)) {
    throw misused("--open is given together with a way to prove who calls");
  }
  const { rotate } = flags;
  if (rotate !== undefined) keepPayloadIn(rotate, payload);
  const service =
    flags.authPort === undefined ? undefined : await standInAuthService(flags.accessId, flags.authPort);
  if (service) host.progress(`Callers are validated at ${service.url} for ${flags.accessId}`);
  try {
    const callers: TrialOptions["callers"] = flags.open
      ? "open"
      : (service ?? (creds ? { creds } : undefined));
    const trial = tryWebhook({
      urls,
      payload,
      input,
      timeoutSeconds: flags.timeout,
      callers,
      clock,
      ...(rotate !== undefined && { keepPayload: (fresh: string) => keepPayloadIn(rotate, fresh) }),
    });
    const report = await unlessAborted(trial, signal);
    host.result({ results: report.results, left_over: report.leftOver }, trialReportText(report, host.style));
    const isGood = report.leftOver === 0 && report.results.every(({ outcome }) => outcome !== "broken");
    return isGood ? EXIT.ok : EXIT.failed;
  } finally {
    await service?.close();
  }
}
