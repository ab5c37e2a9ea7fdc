import type { Readable } from "node:stream";
import { pauseMs, pausePolicies } from "../domain/backoff.js";
import type { Clock } from "../domain/clock.js";
import { retryAfterMs } from "../domain/retry-after.js";
import type { SecretText } from "../domain/secret-text.js";
import { type Obstacle, obstacleOf } from "../net/obstacle.js";
import type { TaskResult } from "./task-result.js";

/** What became of one attempt to send a result. */
export type Delivery =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: string; readonly again: boolean; readonly hintMs?: number };

/** Sends results to HCP Terraform. */
export interface CallbackClient {
  /** One attempt. Never throws. */
  send(url: URL, token: SecretText, result: TaskResult): Promise<Delivery>;
}

/** Refusals that a later attempt may not meet. */
const PASSING = [408, 425, 429];

/** Who asks to wait for hours does not know that the token opens the callback for minutes. */
const MEANT_FOR_OTHERS_MS = 10_000_000;

/** The client over HTTP. Redirects are not followed: the token is for the host that was checked. */
export function httpCallbackClient(userAgent: string, timeoutMs: number): CallbackClient {
  return {
    async send(url, token, result) {
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const [{ default: axios }, { agents }] = await Promise.all([
          import("axios"),
          import("../net/agents.js"),
        ]);
        const response = await axios.patch<Readable>(url.href, JSON.stringify(result), {
          maxRedirects: 0,
          signal: deadline,
          responseType: "stream",
          validateStatus: () => true,
          ...agents({ keepAlive: false, proxyPatienceMs: timeoutMs / 2 }),
          proxy: false, // the agents know the proxies of the environment
          headers: {
            authorization: `Bearer ${token.reveal()}`,
            "content-type": "application/vnd.api+json",
            "user-agent": userAgent,
          },
        });
        response.data.destroy();
        const { status } = response;
        if (status >= 200 && status < 300) return { ok: true };
        const hintMs = retryAfterMs(response.headers["retry-after"], response.headers.date);
        return {
          ok: false,
          why: `it was answered ${status}`,
          again: status >= 500 || PASSING.includes(status),
          ...(hintMs !== undefined && hintMs < MEANT_FOR_OTHERS_MS && { hintMs }),
        };
      } catch (error) {
        const obstacle = obstacleOf(error);
        if (obstacle) return undelivered(obstacle);
        return {
          ok: false,
          why: `no answer (${deadline.aborted ? "none in time" : reasonOf(error)})`,
          again: true,
        };
      }
    },
  };
}

function undelivered({ seen, passing, hintMs }: Obstacle): Delivery {
  return { ok: false, why: seen, again: passing, ...(hintMs !== undefined && { hintMs }) };
}

/** How long it is tried. */
export interface Patience {
  readonly clock: Clock;
  readonly until: Date;
  readonly signal: AbortSignal;
}

/** What became of all attempts. */
export interface Delivered {
  readonly ok: boolean;
  readonly attempts: number;
  /** Why the last attempt failed; empty when it did not. */
  readonly why: string;
}

/**
 * Sends until it succeeds, is refused for good, the signal is aborted, or the next attempt would come after `until`.
 * Delays double from one second on up to half a minute, of which half is random; a hint of the other side counts more,
 * but for two things: it is waited a second at least, and once more just before `until` where it says to come later.
 */
export async function deliver(
  { clock, until, signal }: Patience,
  send: () => Promise<Delivery>,
  onRetry: (why: string, attempt: number) => void,
): Promise<Delivered> {
  for (let attempt = 1; ; attempt++) {
    const delivery = await send();
    if (delivery.ok) return { ok: true, attempts: attempt, why: "" };
    const { why, again, hintMs } = delivery;
    const leftMs = until.getTime() - clock.now().getTime();
    const asked = hintMs === undefined ? undefined : Math.min(hintMs, leftMs);
    const delayMs = pauseMs(pausePolicies.callback, attempt, clock.random(), asked);
    if (!again || delayMs > leftMs || signal.aborted) return { ok: false, attempts: attempt, why };
    onRetry(why, attempt);
    try {
      await clock.sleep(delayMs, signal);
    } catch {
      return { ok: false, attempts: attempt, why };
    }
  }
}

/** The system's own short word for it; messages may hold URLs. */
function reasonOf(error: unknown): string {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  return [code, name].find((word): word is string => typeof word === "string") ?? "unknown";
}
