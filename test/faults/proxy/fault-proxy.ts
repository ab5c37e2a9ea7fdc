import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Call } from "../calls/call.js";
import type { WireRequest } from "../calls/read-call.js";
import type { Strike } from "./strike.js";

/** What became of a call. */
export interface Passage {
  readonly call: Call;
  /** What the system answered; undefined where it never got the call, or never answered. */
  readonly status: number | undefined;
  /** What the caller was answered; undefined where it was not. */
  readonly told: number | undefined;
  readonly struck: boolean;
}

export interface FaultProxyOptions {
  /** Base URL of the system behind it. */
  readonly upstream: string;
  read(request: WireRequest): Call;
  /** Asked once for each call, in the order of arrival. */
  strike(call: Call): Strike | undefined;
  /**
   * Told when the system has answered and nobody else has heard of it yet, or when it is certain that it will not.
   * The answer may hold secrets: it is not for keeping.
   */
  passed(passage: Passage, answer: string): void;
  /** The time that answers tell. Node's servers tell the machine's own. Default: the time of this process. */
  now?(): Date;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/**
 * Stands between two real processes. Requests go on as they came, the Host header included, because it belongs to the
 * signature. Nobody knows of it: it is a URL like any other.
 */
export class FaultProxy {
  readonly #server: Server;
  /** No connection is used twice: one that the system closes meanwhile would look like a lost reply. */
  readonly #agent = new Agent({ keepAlive: false });
  readonly #options: FaultProxyOptions;

  private constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#server = createServer((incoming, response) => {
      // A caller that gives up is no failure of the proxy.
      this.#pass(incoming, response).catch(() => response.destroy());
    });
  }

  static async open(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return proxy;
  }

  /** Stands for the upstream URL; its path is kept. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    const { pathname } = new URL(this.#options.upstream);
    return `http://127.0.0.1:${port}${pathname.replace(/\/$/, "")}`;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const { read, strike: ask, passed, now } = this.#options;
    const call = read({ path: incoming.url ?? "/", headers: incoming.headers, body: body.toString("utf8") });
    const strike = ask(call);
    await strike?.before?.();
    const answer = strike?.forward === false ? undefined : await this.#forward(incoming, body);
    const told = toldBy(strike, answer);
    passed(
      { call, status: answer?.status, told, struck: strike !== undefined },
      answer?.body.toString("utf8") ?? "",
    );
    await strike?.after?.();
    // An AWS client corrects its signatures by it.
    reply(strike, answer, response, now?.() ?? new Date());
  }

  /** Undefined if the system cuts the connection. */
  async #forward(incoming: IncomingMessage, body: Buffer): Promise<Answer | undefined> {
    const { origin } = new URL(this.#options.upstream);
    const { method, url: path, headers } = incoming;
    const sent = request(origin, { method, path, headers, setHost: false, agent: this.#agent });
    try {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        sent.once("response", resolve).once("error", reject).end(body);
      });
      return { status: answer.statusCode ?? 0, headers: answer.headers, body: await bodyOf(answer) };
    } catch {
      return undefined;
    }
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function toldBy(strike: Strike | undefined, answer: Answer | undefined): number | undefined {
  const reply = strike?.reply ?? "the answer";
  if (typeof reply === "object") return reply.status;
  return reply === "the answer" ? answer?.status : undefined;
}

function reply(
  strike: Strike | undefined,
  answer: Answer | undefined,
  response: ServerResponse,
  now: Date,
): void {
  const how = strike?.reply ?? "the answer";
  if (typeof how === "object") {
    response
      .writeHead(how.status, {
        ...how.headers,
        date: now.toUTCString(),
        "content-length": Buffer.byteLength(how.body),
      })
      .end(how.body);
  } else if (how === "the answer" && answer) {
    response.writeHead(answer.status, { ...answer.headers, date: now.toUTCString() }).end(answer.body);
  } else if (how === "a reset") {
    response.socket?.resetAndDestroy();
  } else if (how !== "nothing") {
    response.destroy();
  }
}
