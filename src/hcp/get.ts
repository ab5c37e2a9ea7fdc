import type { Readable } from "node:stream";
import { pauseMs, pausePolicies } from "../domain/backoff.js";
import type { Clock } from "../domain/clock.js";
import { retryAfterMs } from "../domain/retry-after.js";
import { Fault } from "../errors/fault.js";
import { obstacleFault, obstacleOf } from "../net/obstacle.js";
import { type Hop, MOST_REDIRECTS, nextHop } from "./redirect.js";

/** Of one request; the pauses between them are `pausePolicies.hcp`. */
const ATTEMPTS = 5;

export interface GetOptions {
  /** Such as `listing the state versions of "acme/network"`. */
  readonly doing: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for which nothing may come. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** An answer with status 200; its body is read once. */
export interface HcpAnswer {
  /** In lower case without parameters; empty when there is none. */
  readonly mediaType: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * A GET, repeated where that may help: it changes nothing. Redirects are followed, without the token where they lead to
 * another origin. An answer of any other status than 200 is given to `refusal`, which makes a fault of it.
 *
 * @throws Fault HCP_UNREACHABLE, HCP_FAILED, of the network's codes, or what `refusal` makes
 */
export async function get(
  url: URL,
  options: GetOptions,
  refusal: (status: number) => Fault,
): Promise<HcpAnswer> {
  const { doing, headers, patienceMs, signal, clock } = options;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    const patience = new Patience(patienceMs, signal);
    let fault: Fault;
    let hintMs: number | undefined;
    try {
      const response = await followed({ url, headers }, patience.signal, patienceMs);
      if (response.status === 200) {
        const [mediaType = ""] = String(response.headers["content-type"] ?? "").split(";");
        const body = piecesOf(response.data, patience, options);
        return { mediaType: mediaType.trim().toLowerCase(), body };
      }
      patience.end();
      response.data.destroy();
      if (response.status !== 429 && response.status < 500) throw refusal(response.status);
      hintMs = waitHint(response.headers);
      fault = new Fault("HCP_FAILED", { doing, seen: `it answered ${response.status}`, state: READ_ONLY });
    } catch (error) {
      patience.end();
      signal.throwIfAborted();
      if (Fault.is(error)) throw error;
      const obstacle = obstacleOf(error);
      if (obstacle) {
        fault = obstacleFault(obstacle, { doing, state: READ_ONLY, otherwise: "HCP_UNREACHABLE" });
        if (!obstacle.passing) throw fault;
        hintMs = obstacle.hintMs;
      } else {
        fault = unreachable(doing, patience.isOver ? "no answer in time" : networkCode(error));
      }
    }
    if (attempt === ATTEMPTS) throw fault;
    await clock.sleep(pauseMs(pausePolicies.hcp, attempt, clock.random(), hintMs), signal);
  }
}

/** The answer at the end of all redirects, or the first that cannot be followed. */
async function followed(first: Hop, signal: AbortSignal, patienceMs: number) {
  const [{ default: axios }, { agents }] = await Promise.all([import("axios"), import("../net/agents.js")]);
  let hop = first;
  for (let redirects = 0; ; redirects++) {
    const response = await axios.get<Readable>(hop.url.href, {
      ...agents({ keepAlive: false, proxyPatienceMs: patienceMs / 2 }),
      proxy: false, // the agents know the proxies of the environment
      headers: hop.headers,
      signal,
      responseType: "stream",
      validateStatus: () => true,
      maxRedirects: 0, // the library would judge by itself who may have the token
    });
    const next = redirects < MOST_REDIRECTS && nextHop(hop, response.status, response.headers.location);
    if (!next) return response;
    response.data.destroy();
    hop = next;
  }
}

export const READ_ONLY = "Nothing was changed by it.";

async function* piecesOf(
  body: Readable,
  patience: Patience,
  { doing, signal }: GetOptions,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body) {
      patience.pause();
      yield piece;
      patience.renew();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(doing, patience.isOver ? "the answer came to a halt" : networkCode(error));
  } finally {
    patience.end();
  }
}

function unreachable(doing: string, seen: string): Fault {
  return new Fault("HCP_UNREACHABLE", { doing, seen, state: READ_ONLY });
}

/** A code of the network layer. No more of an error is shown: it holds the request. */
function networkCode(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException;
  return `no whole answer (${code ?? name})`;
}

/** How long a rate limit asks to wait, in milliseconds. */
function waitHint(headers: Readonly<Record<string, unknown>>): number | undefined {
  return retryAfterMs(headers["retry-after"], headers.date) ?? retryAfterMs(headers["x-ratelimit-reset"]);
}

/** Ends a request for which nothing has come for a while, or that the caller does not want any more. */
class Patience {
  readonly #controller = new AbortController();
  readonly #ms: number;
  readonly #stopped: AbortSignal;
  readonly #stop = () => this.#controller.abort(this.#stopped.reason);
  #timer: NodeJS.Timeout | undefined;
  isOver = false;

  constructor(ms: number, stopped: AbortSignal) {
    this.#ms = ms;
    this.#stopped = stopped;
    stopped.addEventListener("abort", this.#stop, { once: true });
    this.renew();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  renew(): void {
    this.pause();
    this.#timer = setTimeout(() => {
      this.isOver = true;
      this.#controller.abort();
    }, this.#ms);
  }

  /** While it is the reader who takes their time. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    this.pause();
    this.#stopped.removeEventListener("abort", this.#stop);
  }
}
