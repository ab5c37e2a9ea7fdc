import type { CustomProducer, WebhookOperation } from "../../../src/webhook/index.js";

/** An answer, as the gateway reads it. */
export interface Called {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says itself
  readonly json: any;
}

/** Calls a producer as the gateway does. */
export async function call(
  producer: Pick<CustomProducer, "fetch">,
  operation: WebhookOperation,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Called> {
  const request = new Request(`https://webhook.example/sync/${operation}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await producer.fetch()(request);
  const text = await response.text();
  return { status: response.status, text, json: response.status === 200 ? JSON.parse(text) : undefined };
}

/** What the gateway sends to make a credential. */
export const wish = (payload: string, input: object | "" = "", accessId = "p-client") => ({
  payload,
  input,
  client_info: { access_id: accessId, sub_claims: { team: ["payments"] } },
});
