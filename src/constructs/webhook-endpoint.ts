import type { IConstruct } from "constructs";
import { known } from "./bindings/known.js";
import { refusal } from "./refusal.js";

/** What the gateway asks of a webhook; the last part of the path under which it does. */
export type EndpointName = "create" | "revoke" | "rotate";

/** A Lambda function of the same app, such as the `LambdaFunction` of `@cdktf/provider-aws`. */
export interface IWebhookFunction extends IConstruct {
  readonly functionName: string;
  readonly invokeArn: string;
  /** Seconds for which a call of it may last, as it was given. */
  readonly timeoutInput?: number | undefined;
}

/** Where a webhook is: its URL, or a function of the same app that is given one. */
export type WebhookEndpoint = string | IWebhookFunction;

export const isFunction = (endpoint: WebhookEndpoint): endpoint is IWebhookFunction =>
  typeof endpoint !== "string";

/**
 * Refuses a URL that the gateway should not be given: what it sends there is a secret.
 *
 * @param isPlainHttpAllowed whether `http:` may stay
 * @throws Fault VALUE_NOT_ALLOWED
 */
export function checkWebhookUrl(
  at: IConstruct,
  prop: string,
  url: string,
  isPlainHttpAllowed: boolean,
): void {
  const text = known(url);
  if (typeof text !== "string") return;
  const flaw = urlFlaw(text, isPlainHttpAllowed);
  if (flaw) throw refusal(at, "VALUE_NOT_ALLOWED", prop, flaw.text, flaw.advice);
}

function urlFlaw(text: string, isPlainHttpAllowed: boolean): { text: string; advice: string } | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return {
      text: "should be a URL of HTTPS, or a Lambda function of this app",
      advice: "Write the URL as a whole, such as https://webhooks.example.com/sync/create.",
    };
  }
  if (url.username !== "" || url.password !== "") {
    return {
      text: "should not hold a login: it would be stored, in the state, too",
      advice:
        "Give what the webhook works with as payloadWo. Who calls it is told by the gateway's own credentials.",
    };
  }
  if (url.protocol === "http:" && !isPlainHttpAllowed) {
    return {
      text: "should be a URL of HTTPS: the gateway sends the payload there",
      advice: "Use https, or say allowPlainHttp: true where the way from the gateway is safe by itself.",
    };
  }
  return undefined;
}
