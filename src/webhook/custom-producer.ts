import { systemClock } from "../domain/system-clock.js";
import { Fault } from "../errors/fault.js";
import { answering } from "./answering.js";
import { CallerCheck, callerRulesFlaw } from "./callers.js";
import { prefixFlaw } from "./credential-name.js";
import type { WebhookProducerProps } from "./definition.js";
import { type FetchHandler, fetchHandler } from "./handlers/fetch-handler.js";
import { type LambdaHandler, lambdaHandler } from "./handlers/lambda-handler.js";
import { type NodeHandler, nodeHandler } from "./handlers/node-handler.js";
import type { WebhookOperation } from "./operation.js";
import { Producer } from "./producer.js";
import { isStandardSchema, type StandardSchema } from "./schema.js";
import { serveWebhook, type WebhookServer, type WebhookServerOptions } from "./server.js";

/** What a handler serves. */
export interface HandlerOptions {
  /** The one operation that it serves, at whatever path. @default the one that the path ends with */
  readonly only?: WebhookOperation;
}

/** A producer, to be run wherever its author likes. */
export interface WebhookProducer {
  /** For `node:http` and what is built on it. */
  node(options?: HandlerOptions): NodeHandler;
  /** For AWS Lambda, behind a function URL, an API Gateway of either kind, or a load balancer. */
  lambda(options?: HandlerOptions): LambdaHandler;
  /** From `Request` to `Response`. */
  fetch(options?: HandlerOptions): FetchHandler;
  /** A server of its own, on loopback unless told otherwise. @throws Fault WEBHOOK_ADDRESS_TAKEN */
  serve(options?: WebhookServerOptions): Promise<WebhookServer>;
  /** Resolves when no credential is being ended in the background any more. */
  settled(): Promise<void>;
}

/**
 * Makes the webhooks of a custom dynamic secret from what is special about its system.
 *
 * @throws Fault WEBHOOK_DEFINITION_FLAWED
 */
export function customProducer<Payload, Input = Readonly<Record<string, unknown>>>(
  props: WebhookProducerProps<Payload, Input>,
): WebhookProducer {
  const flaw = flawOf(props as WebhookProducerProps<unknown, unknown>);
  if (flaw) {
    throw new Fault("WEBHOOK_DEFINITION_FLAWED", {
      doing: "making a custom producer",
      seen: flaw,
      state: "Nothing was started.",
    });
  }
  const { callers, clock = systemClock } = props;
  const producer = new Producer(props, clock);
  const check = callers === "unverified" ? undefined : new CallerCheck(callers, clock);
  const answer = answering({ producer, callers: check, props, clock });
  const node = nodeHandler(answer);
  const settled = () => producer.settled();
  return {
    node: ({ only } = {}) => nodeHandler(answer, only),
    lambda: ({ only } = {}) => lambdaHandler({ answer, settled, clock }, only),
    fetch: ({ only } = {}) => fetchHandler(answer, only),
    serve: (options) => serveWebhook(node, settled, options),
    settled,
  };
}

/** What is wrong with a definition; undefined when nothing is. It may come from code that no compiler has checked. */
function flawOf(props: WebhookProducerProps<unknown, unknown>): string | undefined {
  const { payload, input, create, revoke, rotate, clean, callers, prefix } = props;
  if (!isStandardSchema(payload)) return "`payload` is no schema";
  if (input !== undefined && !isStandardSchema(input)) return "`input` is no schema";
  if (typeof create !== "function") return "`create` is no function";
  if (revoke !== undefined && typeof revoke !== "function") return "`revoke` is no function";
  if (typeof rotate === "object" && !revoke)
    return "`rotate` by create and revoke has no `revoke` to work with";
  if (typeof rotate === "object" && rotate.input === undefined && input && refusesNone(input))
    return "`rotate` by create and revoke has no `input` for `create`, and the schema `input` does not do without arguments";
  if (clean?.admins && typeof rotate !== "object")
    return "`clean.admins` has no `rotate` by create and revoke to work with";
  if (clean !== undefined && !revoke) return "`clean` has no `revoke` to work with";
  if (callers === undefined || callers === null) return '`callers` is neither rules nor "unverified"';
  const flaw = callers === "unverified" ? undefined : callerRulesFlaw(callers);
  if (flaw) return flaw;
  if (prefix !== undefined && prefixFlaw(prefix)) return `\`prefix\` ${prefixFlaw(prefix)}`;
  const seconds = [
    ["lifetimeSeconds", props.lifetimeSeconds],
    ["limits.timeoutSeconds", props.limits?.timeoutSeconds],
    ["limits.bodyBytes", props.limits?.bodyBytes],
  ] as const;
  const wrong = seconds.find(([, value]) => value !== undefined && !(value > 0));
  if (wrong) return `\`${wrong[0]}\` is not above 0`;
  if (props.oldPayloadSeconds !== undefined && !(props.oldPayloadSeconds >= 0)) {
    return "`oldPayloadSeconds` is negative";
  }
  return undefined;
}

/** Whether a schema refuses that there are no arguments. One that takes time to say so says it to the first rotation. */
function refusesNone(schema: StandardSchema<unknown>): boolean {
  const verdict = schema["~standard"].validate({});
  if (!("then" in verdict)) return verdict.issues !== undefined;
  verdict.catch(() => {});
  return false;
}
