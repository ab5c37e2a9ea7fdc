import type { Clock } from "../domain/clock.js";
import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { type CallerCheck, CREDS_HEADER } from "./callers.js";
import type { WebhookProducerProps } from "./definition.js";
import { DRY_RUN_ACCESS_ID } from "./dry-run.js";
import { operationOf, type WebhookOperation } from "./operation.js";
import type { Producer } from "./producer.js";
import { tell, type WebhookReport } from "./report.js";
import { inTime, OutOfTime, TIME_TO_ANSWER_MS, TIMEOUT_SECONDS, type TimeLimit } from "./time-limit.js";
import type { WebhookAnswer, WebhookRequest } from "./webhook-request.js";
import { createRequest, revokeRequest, rotateRequest } from "./wire-request.js";

/** Which status a fault is answered with. For the gateway every one but 200 is a failure. */
const STATUS: Partial<Record<FaultCode, number>> = {
  WEBHOOK_REQUEST_MALFORMED: 400,
  WEBHOOK_PAYLOAD_UNFIT: 400,
  WEBHOOK_INPUT_REFUSED: 400,
  WEBHOOK_CALLER_REFUSED: 401,
  WEBHOOK_PATH_UNKNOWN: 404,
  WEBHOOK_METHOD_WRONG: 405,
  WEBHOOK_BODY_TOO_LONG: 413,
  WEBHOOK_ROTATES_NOT: 501,
  WEBHOOK_CALLER_UNVERIFIED: 503,
  WEBHOOK_TIME_UP: 504,
};

const BODY_BYTES = 262_144;

/** What answers requests. */
export interface AnsweringParts<Payload, Input> {
  readonly producer: Producer<Payload, Input>;
  readonly callers: CallerCheck | undefined;
  readonly props: Pick<WebhookProducerProps<Payload, Input>, "limits" | "report">;
  readonly clock: Clock;
}

/** Answers one request. Never rejects. */
export type Answering = (request: WebhookRequest, only?: WebhookOperation) => Promise<WebhookAnswer>;

interface Outcome {
  readonly body: object;
  readonly outcome?: "dry run";
  readonly credentials?: number;
  readonly undelivered?: () => void;
}

/** Understands requests, has the producer do what they ask for, and says how it went. */
export function answering<Payload, Input>(parts: AnsweringParts<Payload, Input>): Answering {
  const { props, clock } = parts;
  return async (request, only) => {
    if (request.method === "GET" && /(?:^|\/)healthz$/.test(request.path)) return ok({ status: "ok" });
    const began = clock.now().getTime();
    const operation = only ?? operationOf(request.path);
    const told = (report: Omit<WebhookReport, "what" | "ms">) =>
      operation && tell(props.report, { what: operation, ms: clock.now().getTime() - began, ...report });
    try {
      const {
        body,
        outcome = "done",
        credentials,
        undelivered,
      } = await carriedOut(parts, request, operation);
      const answer = ok(body, undelivered);
      told({ outcome, ...(credentials !== undefined && { credentials }) });
      return answer;
    } catch (error) {
      const fault = asFault(error, operation);
      const status = STATUS[fault.code] ?? 500;
      told({
        outcome: status < 500 ? "refused" : "failed",
        code: fault.code,
        ...(fault.details.cause !== undefined && { cause: fault.details.cause }),
      });
      return refusal(status, fault);
    }
  };
}

async function carriedOut<Payload, Input>(
  { producer, callers, props, clock }: AnsweringParts<Payload, Input>,
  request: WebhookRequest,
  operation: WebhookOperation | undefined,
): Promise<Outcome> {
  if (!operation)
    throw unserved("WEBHOOK_PATH_UNKNOWN", "the path ends in none of create, revoke and rotate");
  if (request.method !== "POST") throw unserved("WEBHOOK_METHOD_WRONG", "the method is not POST");
  const { bodyBytes = BODY_BYTES, timeoutSeconds = TIMEOUT_SECONDS } = props.limits ?? {};
  const hostLeavesMs = (request.timeLeftMs ?? Number.POSITIVE_INFINITY) - TIME_TO_ANSWER_MS;
  const endsAt = clock.now().getTime() + Math.min(timeoutSeconds * 1000, hostLeavesMs);
  const limit = (): TimeLimit => ({ clock, ms: endsAt - clock.now().getTime(), hungUp: request.hungUp });
  const body = await inTime(limit(), async () => {
    // Asked before the body is read: a caller without credentials costs nothing.
    if (callers && !request.header(CREDS_HEADER)) await callers.admit(undefined);
    const read = await request.body(bodyBytes);
    if (read === "too long") throw unserved("WEBHOOK_BODY_TOO_LONG", `it has more than ${bodyBytes} bytes`);
    if (read === undefined) throw new OutOfTime("the caller hung up");
    await callers?.admit(request.header(CREDS_HEADER));
    return read;
  });
  if (operation === "rotate") {
    const payload = rotateRequest(body);
    return { body: { payload: await inTime(limit(), (signal) => producer.rotate(payload, signal)) } };
  }
  if (operation === "revoke") {
    const wanted = revokeRequest(body);
    const answer = await inTime(limit(), (signal) => producer.revoke(wanted, signal));
    return { body: answer, credentials: answer.revoked.length };
  }
  const wanted = createRequest(body);
  const undo = (made: Awaited<ReturnType<typeof producer.create>>) => producer.undo(wanted, made);
  const made = await inTime(limit(), (signal) => producer.create(wanted, signal), undo);
  return {
    body: writable(made, () => undo(made)),
    ...(wanted.client.accessId === DRY_RUN_ACCESS_ID ? { outcome: "dry run" } : { credentials: 1 }),
    undelivered: () => undo(made),
  };
}

/** A response of the producer's author that JSON cannot write is undone: the gateway will never know of it. */
function writable(made: object, undo: () => void): object {
  try {
    JSON.stringify(made);
    return made;
  } catch (cause) {
    undo();
    throw new Fault("WEBHOOK_ANSWER_UNFIT", {
      doing: "creating a credential",
      seen: "JSON cannot write the `response` that `create` gave",
      state: "The credential is being ended.",
      cause,
    });
  }
}

function unserved(code: FaultCode, seen: string): Fault {
  return new Fault(code, { doing: "reading the request", seen, state: "Nothing was done." });
}

function asFault(error: unknown, operation: WebhookOperation | undefined): Fault {
  if (Fault.is(error)) return error;
  const doing = operation ? `answering a ${operation}` : "answering a request";
  if (error instanceof OutOfTime) {
    return new Fault("WEBHOOK_TIME_UP", {
      doing,
      seen: error.why,
      state:
        "What was under way was told to stop; a credential that it makes all the same is ended, as long as this process runs.",
    });
  }
  return new Fault("WEBHOOK_UNEXPECTED", {
    doing,
    seen: "an error that is not expected",
    state: "It may have been done in part.",
    cause: error,
  });
}

const PLAIN = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

function ok(body: object, undelivered?: () => void): WebhookAnswer {
  return {
    status: 200,
    headers: { ...PLAIN, "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(undelivered && { undelivered }),
  };
}

/** A text: that is what the gateway passes on to whoever has asked it. */
function refusal(status: number, fault: Fault): WebhookAnswer {
  return {
    status,
    headers: {
      ...PLAIN,
      "content-type": "text/plain; charset=utf-8",
      ...(status === 405 && { allow: "POST" }),
    },
    body: `${fault.message}\n`,
  };
}
