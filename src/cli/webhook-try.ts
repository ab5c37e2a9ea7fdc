import { Fault } from "../errors/fault.js";
import { standInAuthService } from "../trial/stand-in-auth-service.js";
import { type TrialOptions, type TrialReport, tryWebhook } from "../trial/trial.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import { misused } from "./flags.js";
import type { Host } from "./io.js";
import { inputFrom, urlsFrom, type WebhookTryFlags } from "./webhook-try/options.js";
import { keepPayloadIn, readPayloadFile } from "./webhook-try/payload-file.js";
import { leftOverText, trialReportText } from "./webhook-try/report-text.js";
import type { CliWorld } from "./world.js";

/**
 * `latchkey webhook try`: plays the gateway against a webhook, and tells of each rule of the protocol whether it holds.
 *
 * @throws Fault before anything is called, where something is missing or wrong; INTERRUPTED, with what is left
 */
export async function runWebhookTry(
  url: string | undefined,
  flags: WebhookTryFlags,
  host: Host,
  world: Pick<CliWorld, "env" | "clock" | "signal" | "stdin">,
): Promise<ExitCode> {
  const { env, clock, signal } = world;
  const urls = urlsFrom(url, flags);
  const input = inputFrom(flags.input);
  const payload =
    flags.payloadFile === undefined
      ? (env.LATCHKEY_WEBHOOK_PAYLOAD ?? "")
      : await readPayloadFile(flags.payloadFile, world);
  const creds = env.LATCHKEY_WEBHOOK_CREDS;
  if (flags.open && (flags.authPort !== undefined || creds !== undefined)) {
    throw misused("--open is given together with a way to prove who calls");
  }
  const { rotate } = flags;
  if (rotate !== undefined) keepPayloadIn(rotate, payload);
  const service =
    flags.authPort === undefined ? undefined : await standInAuthService(flags.accessId, flags.authPort);
  if (service) host.progress(`Callers are validated at ${service.url} for ${flags.accessId}`);
  const tellWait = () => host.progress(WAIT);
  signal.addEventListener("abort", tellWait);
  try {
    const callers: TrialOptions["callers"] = flags.open
      ? "open"
      : (service ?? (creds ? { creds } : undefined));
    const report = await tryWebhook({
      urls,
      payload,
      input,
      timeoutSeconds: flags.timeout,
      callers,
      clock,
      signal,
      ...(rotate !== undefined && { keepPayload: (fresh: string) => keepPayloadIn(rotate, fresh) }),
    });
    if (report.interrupted) throw interrupted(report, rotate);
    host.result({ results: report.results, left_over: report.leftOver }, trialReportText(report, host.style));
    const isGood = report.leftOver === 0 && report.results.every(({ outcome }) => outcome !== "broken");
    return isGood ? EXIT.ok : EXIT.failed;
  } finally {
    signal.removeEventListener("abort", tellWait);
    await service?.close();
  }
}

const WAIT =
  "Interrupted. An answer that is under way is waited for, and what was made is ended; once more leaves it all where it is.";

function interrupted({ leftOver }: TrialReport, rotate: string | undefined): Fault {
  const made = leftOver === 0 ? "Of what the trial has made nothing is left." : leftOverText(leftOver);
  const kept = rotate === undefined ? "" : ` ${rotate} holds the last payload that the webhook has given.`;
  return new Fault("INTERRUPTED", {
    doing: "trying the webhook",
    seen: "Ctrl-C or SIGTERM",
    state: `${made}${kept}`,
  });
}
