import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a scripted server was sent. */
export interface Received {
  readonly method: string;
  /** Path of the URL. */
  readonly path: string;
  /** Last part of the path. */
  readonly command: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly [field: string]: unknown };
  /** The client's port: two requests with the same one shared a connection. */
  readonly clientPort: number;
}

/** How it answers: JSON of a value with a status, an exact text, or not at all. */
export type Reply =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status?: number; readonly text: string; readonly headers?: Record<string, string> }
  /** Reads the request and closes the connection. */
  | "cut"
  /** Reads the request and never answers. */
  | "silent";

export type Script = (request: Received, count: number) => Reply;

export interface ScriptedServer {
  /** Base URL without a path. */
  readonly url: string;
  /** Everything that was received, in order. */
  readonly received: readonly Received[];
  /** Of these, the requests for one command. */
  of(command: string): readonly Received[];
  close(): Promise<void>;
}

/** A real HTTP server on loopback that answers as the script says; `count` is how often the command has come, from 1. */
export async function scriptedServer(script: Script): Promise<ScriptedServer> {
  const received: Received[] = [];
  const of = (command: string) => received.filter((request) => request.command === command);
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? "";
    const seen: Received = {
      method: request.method ?? "",
      path,
      command: path.split("/").at(-1) ?? "",
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}"),
      clientPort: request.socket.remotePort ?? 0,
    };
    received.push(seen);
    const reply = script(seen, of(seen.command).length);
    if (reply === "silent") return;
    if (reply === "cut") {
      request.socket.destroy();
      return;
    }
    const [type, body] =
      "json" in reply ? ["application/json", JSON.stringify(reply.json)] : ["text/plain", reply.text];
    response.writeHead(reply.status ?? 200, { "content-type": type, ...reply.headers });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    of,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
