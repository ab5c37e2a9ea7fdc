import { retryAfterMs } from "../domain/retry-after.js";
import { type Obstacle, obstacleOf } from "../net/obstacle.js";
import { proxyAnswer } from "../net/proxy-answer.js";

/** An answer as it came, not yet understood. */
export interface HttpAnswer {
  readonly status: number;
  /** Media type in lower case without parameters; empty when there is none. */
  readonly mediaType: string;
  readonly body: string;
  /** When it was made, by the clock of the system that answers. */
  readonly answeredAt?: Date;
  /** Milliseconds for which a `Retry-After` header asks. */
  readonly retryAfterMs?: number;
  /** Origin and path of a redirect's destination. */
  readonly redirectTo?: string;
}

/** Why there is no answer. `says` is a code of the network layer, never a text that could hold what was sent. */
export interface NoAnswer {
  readonly trouble: "not-sent" | "reply-lost" | "too-large" | "timeout" | "not-http" | "interrupted";
  readonly says: string;
  /** Whether the same attempt will fail the same way: an unknown host, a certificate that is not trusted. */
  readonly lasting: boolean;
  /** What stands in the way, where that is known; of the same trouble. */
  readonly obstacle?: Obstacle;
}

export interface HttpPost {
  readonly url: string;
  readonly body: string;
  readonly timeoutMs: number;
  readonly userAgent: string;
  /**
   * Whether a connection that is already open may be used. The server may be closing it at this moment, which then
   * looks like a lost reply: so not for what must not be repeated.
   */
  readonly reuseConnection: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** More than any metadata answer needs; keeps a wrong URL from filling the memory. */
const MAX_ANSWER_MIB = 16;

const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);
const UNTRUSTED = /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/** A proxy gets half of the time that there is for an answer, and no more than this. */
const LONGEST_PROXY_PATIENCE_MS = 30_000;

/** By whether connections are used again, and how long a proxy is waited for. */
const clients = new Map<string, ReturnType<typeof client>>();

/** One HTTP POST of a JSON text, once. Never rejects; axios errors, which hold the request, do not get out of here. */
export async function httpPost(post: HttpPost): Promise<HttpAnswer | NoAnswer> {
  const deadline = AbortSignal.timeout(post.timeoutMs);
  try {
    const http = await clientFor(post);
    const answer = await http.post<string>(post.url, post.body, {
      signal: post.signal ? AbortSignal.any([post.signal, deadline]) : deadline,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        akeylessclienttype: "terraform",
        "user-agent": post.userAgent,
      },
    });
    const header = (name: string) => answer.headers[name] as string | undefined;
    const obstacle = proxyAnswer(new URL(post.url), process.env, answer.status, header);
    // Below 500 the proxy has decided before it passed anything on; from there on it cannot be told.
    if (obstacle) return hinderedBy(obstacle, answer.status < 500 ? "not-sent" : "reply-lost");
    return understood(answer.status, answer.data, header);
  } catch (error) {
    if (deadline.aborted) return { trouble: "timeout", says: `${post.timeoutMs} ms`, lasting: false };
    if (post.signal?.aborted) return { trouble: "interrupted", says: "aborted", lasting: true };
    return whyNoAnswer(error);
  }
}

function clientFor({ reuseConnection, timeoutMs }: HttpPost): ReturnType<typeof client> {
  const proxyPatienceMs = Math.min(timeoutMs / 2, LONGEST_PROXY_PATIENCE_MS);
  const key = `${reuseConnection} ${proxyPatienceMs}`;
  const made = clients.get(key) ?? client(reuseConnection, proxyPatienceMs);
  clients.set(key, made);
  return made;
}

async function client(keepAlive: boolean, proxyPatienceMs: number) {
  const [{ default: axios }, { agents }] = await Promise.all([import("axios"), import("../net/agents.js")]);
  return axios.create({
    ...agents({ keepAlive, proxyPatienceMs }),
    proxy: false, // the agents know the proxies of the environment
    maxRedirects: 0, // a redirect would carry the token to a place that the deployer has not named
    maxContentLength: MAX_ANSWER_MIB * 1024 * 1024,
    responseType: "text",
    transformRequest: [(body: string) => body],
    transformResponse: [(body: string) => body],
    validateStatus: () => true,
  });
}

function understood(status: number, body: unknown, header: (name: string) => string | undefined): HttpAnswer {
  const askedMs = retryAfterMs(header("retry-after"), header("date"));
  const answeredAt = new Date(header("date") ?? "");
  const location = header("location");
  return {
    status,
    mediaType: (header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
    body: typeof body === "string" ? body : "",
    ...(!Number.isNaN(answeredAt.getTime()) && { answeredAt }),
    ...(askedMs !== undefined && { retryAfterMs: askedMs }),
    ...(status >= 300 && status < 400 && location ? { redirectTo: withoutQuery(location) } : {}),
  };
}

function withoutQuery(location: string): string {
  return location.split(/[?#]/)[0]?.replace(/\/\/[^/@]*@/, "//") ?? "";
}

function hinderedBy(obstacle: Obstacle, trouble: NoAnswer["trouble"]): NoAnswer {
  return { trouble, says: obstacle.seen, lasting: !obstacle.passing, obstacle };
}

function whyNoAnswer(error: unknown): NoAnswer {
  const obstacle = obstacleOf(error);
  if (obstacle) return hinderedBy(obstacle, "not-sent");
  const {
    code = "unknown",
    cause,
    message,
  } = error as Error & { code?: string; cause?: { syscall?: string } };
  // By its text, because a reply that breaks off has the same code.
  if (code === "ERR_BAD_RESPONSE" && message.startsWith("maxContentLength")) {
    return { trouble: "too-large", says: `more than ${MAX_ANSWER_MIB} MiB`, lasting: true };
  }
  const lasting = code === "ENOTFOUND" || UNTRUSTED.test(code);
  if (code.startsWith("HPE_") || code === "EPROTO") return { trouble: "not-http", says: code, lasting: true };
  if (lasting || NEVER_CONNECTED.has(code) || cause?.syscall === "connect") {
    return { trouble: "not-sent", says: code, lasting };
  }
  return { trouble: "reply-lost", says: code, lasting: false };
}
