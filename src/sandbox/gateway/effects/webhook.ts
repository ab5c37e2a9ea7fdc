import { GatewayRefusal, invalidRequest } from "../refusal.js";
import type { GatewayWorld } from "../world.js";

/** What every call of a webhook needs. */
interface Called {
  /** The secret that it serves. */
  readonly name: string;
  readonly payload: { reveal(): string };
  readonly timeoutSeconds: number;
}

/** The part of a custom secret by which its payload is rotated. */
export interface RotateWebhook extends Called {
  readonly rotateUrl: string;
}

/** The part of a custom dynamic secret that its webhooks need. */
export interface Webhook extends RotateWebhook {
  readonly createUrl: string;
  readonly revokeUrl: string;
}

export interface WebhookClient {
  readonly accessId: string;
  readonly subClaims: Readonly<Record<string, readonly string[]>>;
}

/** Asks the webhook for a credential. An absent input travels as the empty text, as the service sends it. */
export async function callCreate(
  world: GatewayWorld,
  webhook: Webhook,
  client: WebhookClient,
  input: Readonly<Record<string, string>>,
): Promise<{ readonly id: string; readonly response: Record<string, unknown> }> {
  const answer = await post(world, webhook, "create", webhook.createUrl, {
    payload: webhook.payload.reveal(),
    input: Object.keys(input).length === 0 ? "" : input,
    client_info: { access_id: client.accessId, sub_claims: client.subClaims },
  });
  if (typeof answer.id !== "string" || typeof answer.response !== "object" || answer.response === null) {
    throw new GatewayRefusal(400, "the create webhook answered without id or response");
  }
  return { id: answer.id, response: answer.response as Record<string, unknown> };
}

/** Asks the webhook to take credentials back; every id has to be in its answer. */
export async function callRevoke(
  world: GatewayWorld,
  webhook: Webhook,
  ids: readonly string[],
): Promise<void> {
  const answer = await post(world, webhook, "revoke", webhook.revokeUrl, {
    payload: webhook.payload.reveal(),
    ids,
  });
  const revoked: unknown[] = Array.isArray(answer.revoked) ? answer.revoked : [];
  if (!ids.every((id) => revoked.includes(id))) {
    throw new GatewayRefusal(400, "the revoke webhook did not confirm every id");
  }
}

/** Asks the webhook for a new payload. */
export async function callRotate(world: GatewayWorld, webhook: RotateWebhook): Promise<string> {
  if (webhook.rotateUrl === "") throw invalidRequest("the dynamic secret has no rotate webhook");
  const answer = await post(world, webhook, "rotate", webhook.rotateUrl, {
    payload: webhook.payload.reveal(),
  });
  if (typeof answer.payload !== "string")
    throw new GatewayRefusal(400, "the rotate webhook answered without payload");
  return answer.payload;
}

/** One call; its answer's text never goes into an error, because it may hold a secret. */
async function post(
  { passports, closing }: GatewayWorld,
  webhook: Called,
  doing: "create" | "revoke" | "rotate",
  url: string,
  body: object,
): Promise<Record<string, unknown>> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", AkeylessCreds: passports.issue(webhook.name) },
      body: JSON.stringify(body),
      signal: AbortSignal.any([closing, AbortSignal.timeout(webhook.timeoutSeconds * 1000)]),
    });
  } catch {
    throw new GatewayRefusal(400, `the ${doing} webhook could not be reached`);
  }
  if (answer.status !== 200) throw new GatewayRefusal(400, `the ${doing} webhook answered ${answer.status}`);
  const parsed: unknown = await answer.json().catch(() => null);
  if (typeof parsed !== "object" || parsed === null) {
    throw new GatewayRefusal(400, `the ${doing} webhook did not answer with a JSON object`);
  }
  return parsed as Record<string, unknown>;
}
