import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Issued } from "./authority.js";

/** What the proxy answers to one request to let something through; undefined: it lets it. */
export type Refuse = (target: string, count: number) => RawAnswer | undefined;

/** A status, or a whole head with its end. */
export type RawAnswer = number | string;

export interface CorporateProxyOptions {
  /** Where hosts are on this machine, by name; whatever is not named cannot be reached from here: 502. */
  readonly hosts?: Readonly<Record<string, number>>;
  readonly refuse?: Refuse;
  /** Whether it has to be told who asks. */
  readonly login?: boolean;
  /** With these the proxy itself is spoken to in TLS. */
  readonly tls?: Issued;
}

export const PROXY_USER = "me";
export const PROXY_PASSWORD = "s3cret-of-the-proxy";

/** A forward proxy as companies have them: it makes tunnels, forwards plain http, asks for a login, and refuses. */
export class CorporateProxy {
  /** Targets of tunnels, and whole URLs of what was to be forwarded, in the order in which they were asked for. */
  readonly asked: string[] = [];
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(
    server: Server,
    { hosts = {}, refuse = () => undefined, login = false }: CorporateProxyOptions,
  ) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on("connection", (socket: Socket) => this.#keep(socket));
    const answerTo = ({ headers }: IncomingMessage, target: string): RawAnswer | undefined => {
      this.asked.push(target);
      const expected = `Basic ${Buffer.from(`${PROXY_USER}:${PROXY_PASSWORD}`).toString("base64")}`;
      if (login && headers["proxy-authorization"] !== expected) return 407;
      return refuse(target, this.asked.filter((one) => one === target).length);
    };
    server.on("connect", (request, socket: Socket) => {
      socket.on("error", () => {}); // the client may be gone before it is answered
      const target = request.url ?? "";
      const refusal = answerTo(request, target) ?? (hosts[target] === undefined ? 502 : undefined);
      if (refusal !== undefined) return void socket.end(headOf(refusal));
      const way = this.#keep(connect(hosts[target] ?? 0, "127.0.0.1"));
      way.on("connect", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        socket.pipe(way).pipe(socket);
      });
      way.on("error", () => socket.destroy());
    });
    server.on("request", (request, response) => {
      const refusal = answerTo(request, request.url ?? "") ?? 502;
      response.socket?.end(headOf(refusal));
    });
  }

  static async open(options: CorporateProxyOptions = {}): Promise<CorporateProxy> {
    const server = options.tls ? createSecureServer(options.tls) : createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new CorporateProxy(server, options);
  }

  /** As HTTPS_PROXY takes it, with the login. */
  url(scheme = "http"): string {
    return `${scheme}://${PROXY_USER}:${PROXY_PASSWORD}@127.0.0.1:${this.port}`;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    return socket.once("close", () => this.#sockets.delete(socket));
  }
}

function headOf(answer: RawAnswer): string {
  return typeof answer === "string"
    ? answer
    : `HTTP/1.1 ${answer} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
}
