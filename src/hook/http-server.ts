import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Hook, Reply } from "./hook.js";

/** What one client, or all of them together, may take. */
export interface ServerLimits {
  /** Largest body in bytes. A run task's request has a few thousand. */
  readonly bodyBytes: number;
  /** Milliseconds for the head of a request. */
  readonly headersMs: number;
  /** Milliseconds for a whole request. */
  readonly requestMs: number;
  /** Connections at the same time. */
  readonly connections: number;
}

export const SERVER_LIMITS: ServerLimits = {
  bodyBytes: 256 * 1024,
  headersMs: 10_000,
  requestMs: 20_000,
  connections: 200,
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
      void answer(hook, limits, request, response);
    },
  );
  server.maxConnections = limits.connections;
  return server;
}

async function answer(
  hook: Hook,
  limits: ServerLimits,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "/").split("?")[0];
  switch (path) {
    case PATHS.health: {
      if (request.method !== "GET" && request.method !== "HEAD") return notAllowed(response, "GET, HEAD");
      const { health } = hook;
      return send(response, health.status === "ok" ? 200 : 503, health);
    }
    case PATHS.runTask:
      return post(request, response, limits, (body) => hook.runTask(body, headerOf(request, TASK_SIGNATURE)));
    case PATHS.notification:
      return post(request, response, limits, (body) =>
        hook.notification(body, headerOf(request, NOTIFICATION_SIGNATURE)),
      );
    default:
      return send(response, 404, { status: "not found" });
  }
}

async function post(
  request: IncomingMessage,
  response: ServerResponse,
  { bodyBytes }: ServerLimits,
  handle: (body: Uint8Array) => Reply,
): Promise<void> {
  if (request.method !== "POST") return notAllowed(response, "POST");
  const body = await bodyOf(request, bodyBytes);
  if (body === "too long") {
    response.setHeader("connection", "close");
    return send(response, 413, { status: "too long" });
  }
  if (body === "cut off") return;
  const { status, body: told, retryAfter } = handle(body);
  if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
  send(response, status, told);
}

/** The body as it came: the signature is over its bytes. A body that is too long is not read to its end. */
function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array | "too long" | "cut off"> {
  if (Number(request.headers["content-length"]) > most) return Promise.resolve("too long");
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let length = 0;
    request.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length <= most) {
        pieces.push(piece);
      } else {
        request.pause();
        resolve("too long");
      }
    });
    request.on("end", () => resolve(Buffer.concat(pieces)));
    request.on("error", () => resolve("cut off"));
    request.on("close", () => resolve("cut off"));
  });
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

function notAllowed(response: ServerResponse, allow: string): void {
  response.setHeader("allow", allow);
  send(response, 405, { status: "method not allowed" });
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}
