import type { Clock } from "../domain/clock.js";
import { type TrialPost, trialPost } from "./endpoint.js";
import { Findings, type RuleResult } from "./findings.js";
import { PlayedGateway, type WebhookUrls } from "./played-gateway.js";
import type { StandInAuthService } from "./stand-in-auth-service.js";
import { tryCallers } from "./try-callers.js";
import { tryCreating, tryDryRun } from "./try-creating.js";
import { tryRefusals } from "./try-refusals.js";
import { tryRevoking } from "./try-revoking.js";
import { tryRotating } from "./try-rotating.js";

/** What is tried, and with what. */
export interface TrialOptions {
  readonly urls: WebhookUrls;
  /** The payload that the dynamic secret would have; empty for none. */
  readonly payload: string;
  /** The arguments of a request; empty for none. */
  readonly input: object | "";
  /** Seconds that the gateway would wait. */
  readonly timeoutSeconds: number;
  /** How the gateway that is played proves itself. `"open"`: the webhook is said to let in whoever calls. */
  readonly callers: StandInAuthService | { readonly creds: string } | "open" | undefined;
  /** Has the payload rotated, too, and is given each new one at once. @default nothing is rotated */
  readonly keepPayload?: (payload: string) => void;
  readonly clock: Clock;
  /** Once it is aborted, no further request is begun but the one that ends what was made. @default never */
  readonly signal?: AbortSignal;
}

/** How a webhook did. */
export interface TrialReport {
  readonly results: readonly RuleResult[];
  /** How many credentials could not be ended that the trial has made. */
  readonly leftOver: number;
  /** Whether the signal has ended it; the rest of the rules was not tried then. */
  readonly interrupted: boolean;
}

/**
 * Plays the gateway against a webhook, and tells of each rule whether it held. Makes credentials and ends them, however
 * the trial itself ends; rotates only where the new payload is kept. An answer that is under way when the trial is
 * interrupted is waited for: it may tell of a credential, or be a payload.
 *
 * @throws what `keepPayload` throws
 */
export async function tryWebhook(options: TrialOptions): Promise<TrialReport> {
  const { urls, payload, input, callers, clock, timeoutSeconds, signal } = options;
  const findings = new Findings();
  const send = trialPost(clock, timeoutSeconds * 1000);
  let isEnding = false;
  const post: TrialPost = async (...request) => {
    if (!isEnding) signal?.throwIfAborted();
    return send(...request);
  };
  const gateway = new PlayedGateway(urls, post, findings, () => credsOf(callers), input, payload);
  let interrupted = false;
  try {
    await tryEverything(gateway, options);
  } catch (error) {
    interrupted = signal?.aborted === true && error === signal.reason;
    if (!interrupted) throw error;
  } finally {
    isEnding = true;
    if (gateway.open.size > 0) await gateway.revoke(gateway.present, [...gateway.open]);
  }
  return { results: findings.results(), leftOver: gateway.open.size, interrupted };
}

async function tryEverything(
  gateway: PlayedGateway,
  { payload, callers, keepPayload }: TrialOptions,
): Promise<void> {
  const { urls, findings } = gateway;
  await tryDryRun(gateway, payload);
  // What does not answer does not get better by waiting a minute for each of thirty requests.
  const isSilent = () => findings.isBroken("answers") || findings.isBroken("in-time");
  if (isSilent()) return;
  const ids = await tryCreating(gateway, payload);
  if (isSilent()) return;
  await tryRevoking(gateway, payload, ids);
  await tryRefusals(gateway, payload);
  if (callers === "open") {
    findings.skip("the webhook is said to be open", ...CALLER_RULES);
  } else {
    await tryCallers(gateway, payload, callers && "url" in callers ? callers.credsOfAnother : undefined);
  }
  if (urls.rotate && keepPayload) await tryRotating(gateway, payload, keepPayload);
  else
    findings.skip(
      urls.rotate ? "it changes the payload (--rotate)" : "there is no rotate endpoint",
      ...ROTATE_RULES,
    );
}

const CALLER_RULES = [
  "callers-create",
  "callers-revoke",
  "callers-rotate",
  "callers-forged",
  "callers-other",
] as const;
const ROTATE_RULES = [
  "rotate-200",
  "rotate-changes",
  "new-payload",
  "old-payload",
  "rotate-repeatable",
] as const;

function credsOf(callers: TrialOptions["callers"]): string | undefined {
  if (callers === undefined || callers === "open") return undefined;
  return "url" in callers ? callers.creds() : callers.creds;
}
