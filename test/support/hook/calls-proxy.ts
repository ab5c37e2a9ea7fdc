import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** Told of each call, once before it reaches the system and once when that has answered and nobody has heard of it. */
export type CallWatcher = (call: string, when: "before" | "after") => void;

/** Stands between the hook and a system, and knows every call by the name of what it asks for. */
export class CallsProxy {
  readonly #server: Server;

  private constructor(
    readonly upstream: URL,
    readonly watch: CallWatcher,
  ) {
    this.#server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async open(upstream: string, watch: CallWatcher): Promise<CallsProxy> {
    const proxy = new CallsProxy(new URL(upstream), watch);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.upstream.pathname.replace(/\/$/, "")}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const [, action] = /(?:^|&)Action=(\w+)/.exec(body.toString("latin1")) ?? [];
    const call = action ?? (request.url ?? "").split("/").at(-1) ?? "";
    this.watch(call, "before");
    // The Host header belongs to the signature, and goes on as it came.
    const answer = await forwarded(this.upstream, request, body);
    this.watch(call, "after");
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
}

function forwarded(upstream: URL, { method, url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }>(
    (resolve, reject) => {
      const options = {
        host: upstream.hostname,
        port: upstream.port,
        method,
        path: url,
        headers,
        agent: false,
      };
      const passed = httpRequest(options, (answer) => {
        const pieces: Buffer[] = [];
        answer.on("data", (piece: Buffer) => pieces.push(piece));
        answer.on("error", reject);
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(pieces) });
        });
      });
      passed.on("error", reject);
      passed.end(body);
    },
  );
}
