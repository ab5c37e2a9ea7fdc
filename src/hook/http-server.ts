import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { bodyOf, throwAway } from "./body.js";
import { Connections } from "./connections.js";
import type { Hook, HookReply, SignedAs } from "./hook.js";

/** What one client, or all of them together, may take. */
export interface ServerLimits {
  /** Largest body in bytes. A run task's request has a few thousand. */
  readonly bodyBytes: number;
  /** Milliseconds for the head of a request. */
  readonly headersMs: number;
  /** Milliseconds for a whole request. */
  readonly requestMs: number;
  /** Connections at the same time that have not sent a whole request; with one more the oldest is cut. */
  readonly connections: number;
}

export const SERVER_LIMITS: ServerLimits = {
  bodyBytes: 256 * 1024,
  headersMs: 10_000,
  requestMs: 20_000,
  connections: 500,
};

/** Where HCP Terraform finds the hook. */
export const PATHS = { runTask: "/run-task", notification: "/notification", health: "/healthz" } as const;

/** Signature headers, in the spelling of Node. */
const TASK_SIGNATURE = "x-tfc-task-signature";
const NOTIFICATION_SIGNATURE = "x-tfe-notification-signature";

/** The HTTP side of a hook. It is not listening yet. */
export function hookServer(hook: Hook, limits: ServerLimits = SERVER_LIMITS): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
      keepAliveTimeout: 5_000,
    },
    (request, response) => {
      // A client that is gone gets no answer; whatever else goes wrong is answered below.
      response.on("error", () => {});
      void new Exchange(hook, limits, connections, request, response).answer();
    },
  );
  const connections = new Connections(server, limits.connections);
  return server;
}

/** One request and its answer. */
class Exchange {
  readonly #path: string;

  constructor(
    readonly hook: Hook,
    readonly limits: ServerLimits,
    readonly connections: Connections,
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.#path = (request.url ?? "/").split("?")[0] ?? "/";
  }

  async answer(): Promise<void> {
    const { hook, request } = this;
    switch (this.#path) {
      case PATHS.health: {
        if (request.method !== "GET" && request.method !== "HEAD") return this.#refuse(405, "GET, HEAD");
        const { health } = hook;
        return this.#send(health.status === "ok" ? 200 : 503, health);
      }
      case PATHS.runTask:
        return this.#post((body) => hook.runTask(body, headerOf(request, TASK_SIGNATURE)));
      case PATHS.notification:
        return this.#post((body) => hook.notification(body, headerOf(request, NOTIFICATION_SIGNATURE)));
      default:
        return this.#refuse(404);
    }
  }

  async #post(handle: (body: Uint8Array) => HookReply): Promise<void> {
    const { request, response } = this;
    if (request.method !== "POST") return this.#refuse(405, "POST");
    const body = await this.#body();
    if (body === undefined) return;
    const { status, body: told, retryAfter } = handle(body);
    if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
    this.#send(status, told);
  }

  /** Not served, by path or method; told to the log where its caller has signed it, and may wait for its effect. */
  async #refuse(status: 404 | 405, allow?: string): Promise<void> {
    const { hook, request, response } = this;
    const signed = this.#signature();
    if (allow !== undefined) response.setHeader("allow", allow);
    if (signed) {
      const body = await this.#body();
      if (body === undefined) return;
      const judge = hook.judgeOf(signed);
      judge.read(body);
      const what = status === 404 ? `for ${clipped(this.#path)}` : `by ${request.method ?? "no method"}`;
      hook.misdirected(status, `${what}, which is not served`, signed, judge.verdict());
    }
    this.#send(status, REFUSALS[status]);
  }

  /** The body; undefined where there is nothing to be done any more, because it is too long or broke off. */
  async #body(): Promise<Uint8Array | undefined> {
    const { hook, request } = this;
    const { bodyBytes } = this.limits;
    const signed = this.#signature();
    const judge = signed && hook.judgeOf(signed);
    const body = await bodyOf(request, bodyBytes, (piece) => judge?.read(piece));
    if (body !== "too long") return body;
    this.#send(413, REFUSALS[413]);
    const isWhole = await throwAway(request);
    const what = `with a body of more than ${bodyBytes} bytes`;
    if (signed) hook.misdirected(413, what, signed, isWhole ? judge?.verdict() : undefined);
    return undefined;
  }

  #signature(): SignedAs | undefined {
    const task = headerOf(this.request, TASK_SIGNATURE);
    if (task) return { as: "run task", signature: task };
    const notification = headerOf(this.request, NOTIFICATION_SIGNATURE);
    return notification ? { as: "notification", signature: notification } : undefined;
  }

  #send(status: number, body: object): void {
    const { connections, request, response } = this;
    if (response.destroyed) return;
    connections.answering(request, response);
    const text = `${JSON.stringify(body)}\n`;
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
      "cache-control": "no-store",
    });
    response.end(text);
  }
}

const REFUSALS = {
  404: { status: "not found" },
  405: { status: "method not allowed" },
  413: { status: "too long" },
} as const;

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** A caller without the key may have written it, at any length. */
function clipped(path: string): string {
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}
