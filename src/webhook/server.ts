import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Fault } from "../errors/fault.js";
import type { NodeHandler } from "./handlers/node-handler.js";

/** Where a webhook listens. */
export interface WebhookServerOptions {
  /** Address or name to listen on. Other machines reach it only if it is one of theirs: then put TLS in front. @default 127.0.0.1 */
  readonly host?: string;
  /** @default 2608, as the gateway's own example has it; 0 for any free one */
  readonly port?: number;
}

/** A webhook that listens. */
export interface WebhookServer {
  /** Where it is found: `http://127.0.0.1:2608`. */
  readonly url: string;
  /** The URLs that a dynamic secret takes. */
  readonly urls: { readonly create: string; readonly revoke: string; readonly rotate: string };
  /** Takes nothing new, finishes what it has taken, and closes. */
  stop(): Promise<void>;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 20_000;
const MOST_CONNECTIONS = 500;

/** Starts a server. @throws Fault WEBHOOK_ADDRESS_TAKEN */
export async function serveWebhook(
  handler: NodeHandler,
  settled: () => Promise<void>,
  { host = "127.0.0.1", port = 2608 }: WebhookServerOptions = {},
): Promise<WebhookServer> {
  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 5_000,
    },
    (request, response) => void handler(request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
  const at = (operation: string) => `${url}/sync/${operation}`;
  return {
    url,
    urls: { create: at("create"), revoke: at("revoke"), rotate: at("rotate") },
    async stop() {
      const closed = server.listening ? once(server, "close") : undefined;
      server.close();
      server.closeIdleConnections();
      await closed;
      await settled();
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(
        new Fault("WEBHOOK_ADDRESS_TAKEN", {
          doing: "starting the webhook",
          seen: `${host}:${port} could not be opened (${cause.code ?? cause.message})`,
          state: "Nothing was started.",
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}
