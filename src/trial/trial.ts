import type { Clock } from "../domain/clock.js";
import { trialPost } from "./endpoint.js";
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
}

/** How a webhook did. */
export interface TrialReport {
  readonly results: readonly RuleResult[];
  /** How many credentials could not be ended that the trial has made. */
  readonly leftOver: number;
}

/**
 * Plays the gateway against a webhook, and tells of each rule whether it held. Makes credentials and ends them; rotates
 * only where the new payload is kept.
 */
export async function tryWebhook(options: TrialOptions): Promise<TrialReport> {
  const { urls, payload, input, callers, clock, timeoutSeconds, keepPayload } = options;
  const findings = new Findings();
  const creds = () => credsOf(callers);
  const post = trialPost(clock, timeoutSeconds * 1000);
  const gateway = new PlayedGateway(urls, post, findings, creds, input);
  await tryDryRun(gateway, payload);
  // What does not answer does not get better by waiting a minute for each of thirty requests.
  const isSilent = () => findings.isBroken("answers") || findings.isBroken("in-time");
  if (isSilent()) return { results: findings.results(), leftOver: gateway.open.size };
  const ids = await tryCreating(gateway, payload);
  if (isSilent()) return { results: findings.results(), leftOver: gateway.open.size };
  await tryRevoking(gateway, payload, ids);
  await tryRefusals(gateway, payload);
  if (callers === "open") {
    findings.skip("the webhook is said to be open", ...CALLER_RULES);
  } else {
    await tryCallers(gateway, payload, callers && "url" in callers ? callers.credsOfAnother : undefined);
  }
  let present = payload;
  if (urls.rotate && keepPayload) present = await tryRotating(gateway, payload, keepPayload);
  else
    findings.skip(
      urls.rotate ? "it changes the payload (--rotate)" : "there is no rotate endpoint",
      ...ROTATE_RULES,
    );
  if (gateway.open.size > 0) await gateway.revoke(present, [...gateway.open]);
  return { results: findings.results(), leftOver: gateway.open.size };
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
