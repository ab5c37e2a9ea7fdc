import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Fault } from "../../errors/fault.js";
import type { SandboxClock } from "../sandbox-clock.js";
import type { Api, AwsReply } from "./api.js";
import type { AwsCallLog } from "./call-log.js";
import { type Federation, federationRecord, isFederation } from "./federation.js";
import { type WireRequest, wireHeaders } from "./wire-request.js";

const LARGEST_BODY = 1024 * 1024;

/** An HTTP server in front of the API. */
export class AwsServer {
  readonly #server: Server;
  readonly #host: string;

  private constructor(server: Server, host: string) {
    this.#server = server;
    this.#host = host;
  }

  /** @throws Fault SANDBOX_PORT_TAKEN if it cannot listen there. */
  static async listen(
    api: Api,
    federation: Federation,
    log: AwsCallLog,
    clock: SandboxClock,
    { host, port, changed }: { readonly host: string; readonly port: number; readonly changed: () => void },
  ): Promise<AwsServer> {
    const server = createServer((incoming, response) => {
      const number = log.arrive();
      receive(incoming)
        .then(async (request) => {
          if (isFederation(request)) {
            const answer = federation.answer(request, clock.now());
            log.add(federationRecord(request, answer, number, clock.now()));
            return send(response, { requestId: "", ...answer }, clock.now());
          }
          const reply = await api.answer(request, number, { now: clock.now(), realNow: clock.realNow() });
          changed();
          if (reply) send(response, reply, clock.now());
          else response.destroy();
        })
        .catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", (cause) => {
        reject(
          new Fault("SANDBOX_PORT_TAKEN", {
            doing: "starting the sandbox's AWS",
            seen: `${host}:${port} could not be opened (${(cause as NodeJS.ErrnoException).code ?? cause.message})`,
            state: "Nothing was started.",
            cause,
          }),
        );
      });
      server.listen(port, host, resolve);
    });
    return new AwsServer(server, host);
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://${this.#host.includes(":") ? `[${this.#host}]` : this.#host}:${port}`;
  }

  /** Stops listening and cuts connections that clients keep open. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** The whole request. Rejects if the client goes away or sends more than any call can be. */
async function receive(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new RangeError(`a request of more than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? "",
    target: incoming.url ?? "",
    headers: wireHeaders(incoming.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

function send(response: ServerResponse, { status, headers, requestId, body }: AwsReply, now: Date): void {
  response.writeHead(status, {
    ...headers,
    Date: now.toUTCString(),
    "Content-Length": Buffer.byteLength(body),
    "x-amzn-RequestId": requestId,
  });
  response.end(body);
}
