import { STATUS_CODES } from "node:http";
import type { Clock } from "../../domain/clock.js";
import { Fault } from "../../errors/fault.js";
import type { Answering } from "../answering.js";
import type { WebhookOperation } from "../operation.js";
import { inTime, TIME_TO_ANSWER_MS } from "../time-limit.js";
import type { WebhookAnswer } from "../webhook-request.js";
import { type LambdaRequest, lambdaRequest } from "./lambda-event.js";

/** What Lambda takes for an answer by HTTP, from whichever source the request came. */
export interface LambdaAnswer {
  readonly statusCode: number;
  /** Of a load balancer only. */
  readonly statusDescription?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a load balancer that takes several values of a header. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** The part of Lambda's context that is of use. */
export interface LambdaContext {
  getRemainingTimeInMillis?(): number;
}

/** A function for Lambda. Rejects with a Fault for an event that is no HTTP request. */
export type LambdaHandler = (event: unknown, context?: LambdaContext) => Promise<LambdaAnswer>;

/** What a function for Lambda is made of. */
export interface LambdaParts {
  readonly answer: Answering;
  /** Resolves when no credential is being ended in the background any more. */
  readonly settled: () => Promise<void>;
  readonly clock: Clock;
}

/** A handler for Lambda: behind a function URL, an HTTP API, a REST API or a load balancer; it tells them apart itself. */
export function lambdaHandler(
  { answer, settled, clock }: LambdaParts,
  only?: WebhookOperation,
): LambdaHandler {
  return async (event, context) => {
    const request = lambdaRequest(event);
    if (!request) {
      throw new Fault("WEBHOOK_REQUEST_MALFORMED", {
        doing: "reading the event",
        seen: "it is no HTTP request of a function URL, an API Gateway or a load balancer",
        state: "Nothing was done.",
      });
    }
    const { method, path, headers, body } = request;
    const timeLeftMs = context?.getRemainingTimeInMillis?.();
    const answered = await answer(
      {
        method,
        path,
        header: (name) => headers.get(name),
        body: async (most) => (body.length > most ? "too long" : body),
        ...(timeLeftMs !== undefined && { timeLeftMs }),
      },
      only,
    );
    // Lambda stops the process with the answer, and what is being ended with it. A failure loses nothing by waiting; an
    // answer that the gateway needs is not held up by what an earlier call has left.
    if (answered.status !== 200) {
      const leftMs = context?.getRemainingTimeInMillis?.();
      if (leftMs === undefined) await settled();
      else await inTime({ clock, ms: leftMs - TIME_TO_ANSWER_MS }, settled).catch(() => {});
    }
    return lambdaAnswer(request, answered);
  };
}

function lambdaAnswer({ host, isMultiValue }: LambdaRequest, answer: WebhookAnswer): LambdaAnswer {
  const { status, headers, body } = answer;
  const common = { statusCode: status, body, isBase64Encoded: false as const };
  if (host !== "load balancer") return { ...common, headers };
  const statusDescription = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
  if (!isMultiValue) return { ...common, statusDescription, headers };
  const multiValueHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  );
  return { ...common, statusDescription, multiValueHeaders };
}
