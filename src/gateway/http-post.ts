import { environmentProxy } from "../domain/environment-proxy.js";

/** An answer as it came, not yet understood. */
export interface HttpAnswer {
  readonly status: number;
  /** Media type in lower case without parameters; empty when there is none. */
  readonly mediaType: string;
  readonly body: string;
  /** Milliseconds of a `Retry-After` header in seconds. */
  readonly retryAfterMs?: number;
  /** Origin and path of a redirect's destination. */
  readonly redirectTo?: string;
}

/** Why there is no answer. `says` is a code of the network layer, never a text that could hold what was sent. */
export interface NoAnswer {
  readonly trouble: "not-sent" | "reply-lost" | "timeout" | "not-http" | "interrupted";
  readonly says: string;
  /** Whether the same attempt will fail the same way: an unknown host, a certificate that is not trusted. */
  readonly lasting: boolean;
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
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);
const UNTRUSTED = /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

let clients: ReturnType<typeof loadAxios> | undefined;

/** One HTTP POST of a JSON text, once. Never rejects; axios errors, which hold the request, do not get out of here. */
export async function httpPost(post: HttpPost): Promise<HttpAnswer | NoAnswer> {
  clients ??= loadAxios();
  const http = (await clients)[post.reuseConnection ? "pooled" : "fresh"];
  const deadline = AbortSignal.timeout(post.timeoutMs);
  try {
    const answer = await http.post<string>(post.url, post.body, {
      ...environmentProxy(new URL(post.url), process.env),
      signal: post.signal ? AbortSignal.any([post.signal, deadline]) : deadline,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        akeylessclienttype: "terraform",
        "user-agent": post.userAgent,
      },
    });
    return understood(answer.status, answer.data, (name) => answer.headers[name] as string | undefined);
  } catch (error) {
    if (deadline.aborted) return { trouble: "timeout", says: `${post.timeoutMs} ms`, lasting: false };
    if (post.signal?.aborted) return { trouble: "interrupted", says: "aborted", lasting: true };
    return whyNoAnswer(error);
  }
}

async function loadAxios() {
  const [{ default: axios }, http, https] = await Promise.all([
    import("axios"),
    import("node:http"),
    import("node:https"),
  ]);
  const withAgents = (keepAlive: boolean) =>
    axios.create({
      httpAgent: new http.Agent({ keepAlive }),
      httpsAgent: new https.Agent({ keepAlive }),
      maxRedirects: 0, // a redirect would carry the token to a place that nobody named
      maxContentLength: MAX_ANSWER_BYTES,
      responseType: "text",
      transformRequest: [(body: string) => body],
      transformResponse: [(body: string) => body],
      validateStatus: () => true,
    });
  return { pooled: withAgents(true), fresh: withAgents(false) };
}

function understood(status: number, body: unknown, header: (name: string) => string | undefined): HttpAnswer {
  const seconds = Number(header("retry-after"));
  const location = header("location");
  return {
    status,
    mediaType: (header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
    body: typeof body === "string" ? body : "",
    ...(header("retry-after") && Number.isFinite(seconds) && seconds >= 0
      ? { retryAfterMs: seconds * 1000 }
      : {}),
    ...(status >= 300 && status < 400 && location ? { redirectTo: withoutQuery(location) } : {}),
  };
}

function withoutQuery(location: string): string {
  return location.split(/[?#]/)[0]?.replace(/\/\/[^/@]*@/, "//") ?? "";
}

function whyNoAnswer(error: unknown): NoAnswer {
  const { code = "unknown", cause } = error as { code?: string; cause?: { syscall?: string } };
  const lasting = code === "ENOTFOUND" || UNTRUSTED.test(code);
  if (code.startsWith("HPE_") || code === "EPROTO") return { trouble: "not-http", says: code, lasting: true };
  if (lasting || NEVER_CONNECTED.has(code) || cause?.syscall === "connect") {
    return { trouble: "not-sent", says: code, lasting };
  }
  return { trouble: "reply-lost", says: code, lasting: false };
}
