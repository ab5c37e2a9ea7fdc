import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import type { Clock } from "../domain/clock.js";
import { isRecord } from "../domain/is-record.js";
import { whole } from "../domain/whole.js";
import { kindOfError } from "../errors/unexpected.js";
import { agents } from "../net/agents.js";
import { obstacleOf } from "../net/obstacle.js";

/** An answer of a webhook. */
export interface TrialAnswer {
  readonly status: number;
  readonly text: string;
  /** Of a body that is a JSON object. */
  readonly object: Readonly<Record<string, unknown>> | undefined;
}

/** Why there is no answer. */
export interface TrialSilence {
  readonly why: "unreachable" | "too slow";
  readonly seen: string;
}

/** Sends one request to a webhook. */
export type TrialPost = (
  url: URL,
  body: string,
  creds: string | undefined,
) => Promise<TrialAnswer | TrialSilence>;

const MOST_ANSWER_BYTES = 4 * 1024 * 1024;
const LONGEST_PROXY_PATIENCE_MS = 10_000;

/** Posts as the gateway does: JSON, no redirects, and no longer than it waits. Never rejects. */
export function trialPost(clock: Clock, timeoutMs: number): TrialPost {
  const proxyPatienceMs = Math.min(timeoutMs / 2, LONGEST_PROXY_PATIENCE_MS);
  const { httpAgent, httpsAgent } = agents({ keepAlive: false, proxyPatienceMs });
  return async (url, body, creds) => {
    const [stop, done] = [new AbortController(), new AbortController()];
    clock.sleep(timeoutMs, done.signal).then(
      () => stop.abort(),
      () => {},
    );
    const isSecure = url.protocol === "https:";
    try {
      return await new Promise<TrialAnswer>((resolve, reject) => {
        const sent = (isSecure ? secureRequest : plainRequest)(
          url,
          {
            method: "POST",
            agent: isSecure ? httpsAgent : httpAgent,
            signal: stop.signal,
            headers: {
              "content-type": "application/json",
              "content-length": Buffer.byteLength(body),
              ...(creds !== undefined && { AkeylessCreds: creds }),
            },
          },
          (answer) => {
            whole(answer, MOST_ANSWER_BYTES).then((bytes) => {
              const text = bytes.toString("utf8");
              resolve({ status: answer.statusCode ?? 0, text, object: objectOf(text) });
            }, reject);
          },
        );
        sent.once("error", reject);
        sent.end(body);
      });
    } catch (error) {
      if (stop.signal.aborted) return { why: "too slow", seen: `no answer in ${timeoutMs / 1000} s` };
      return { why: "unreachable", seen: obstacleOf(error)?.seen ?? `no answer (${kindOfError(error)})` };
    } finally {
      done.abort();
    }
  };
}

function objectOf(text: string): TrialAnswer["object"] {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
