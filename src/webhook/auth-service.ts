import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isRecord } from "../domain/is-record.js";
import { whole } from "../domain/whole.js";
import { kindOfError } from "../errors/unexpected.js";
import { agents } from "../net/agents.js";
import { obstacleOf } from "../net/obstacle.js";

/** What is asked of the auth service about a caller. */
export interface CallerQuestion {
  readonly creds: string;
  readonly accessId: string;
  /** Empty for any item. */
  readonly itemName: string;
}

/** `no`: it is not this caller. `unknown`: the service could not be asked, or did not say. */
export type CallerVerdict =
  | { readonly is: "yes" }
  | { readonly is: "no" }
  | { readonly is: "unknown"; readonly why: string };

/** Asks the auth service whether credentials are those of a gateway. Never rejects. */
export type AskAuthService = (question: CallerQuestion) => Promise<CallerVerdict>;

const MOST_ANSWER_BYTES = 64 * 1024;

/**
 * Asks over HTTP, as the gateway's own example for writers of webhooks does (`custom-producer`, `go/pkg/auth`): the
 * caller is who it should be where the answer is 200 and repeats the access id.
 */
export function httpAuthService(url: URL, timeoutMs: number): AskAuthService {
  const { httpAgent, httpsAgent } = agents({ keepAlive: true, proxyPatienceMs: timeoutMs / 2 });
  const isSecure = url.protocol === "https:";
  return async ({ creds, accessId, itemName }) => {
    const body = JSON.stringify({ creds, expected_access_id: accessId, expected_item_name: itemName });
    const options = {
      method: "POST",
      agent: isSecure ? httpsAgent : httpAgent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "content-length": Buffer.byteLength(body),
      },
    };
    try {
      const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
        const sent = (isSecure ? secureRequest : plainRequest)(url, options, (answer) => {
          whole(answer, MOST_ANSWER_BYTES).then(
            (bytes) => resolve({ status: answer.statusCode ?? 0, text: bytes.toString("utf8") }),
            reject,
          );
        });
        sent.once("error", reject);
        sent.end(body);
      });
      return verdictOf(status, text, accessId);
    } catch (error) {
      return { is: "unknown", why: obstacleOf(error)?.seen ?? `no answer (${kindOfError(error)})` };
    }
  };
}

function verdictOf(status: number, text: string, accessId: string): CallerVerdict {
  if (status === 200) return { is: accessIdIn(text) === accessId ? "yes" : "no" };
  const refuses = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return refuses ? { is: "no" } : { is: "unknown", why: `it was answered ${status}` };
}

function accessIdIn(text: string): unknown {
  try {
    const answer: unknown = JSON.parse(text);
    return isRecord(answer) ? answer.access_id : undefined;
  } catch {
    return undefined;
  }
}
