import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A forward proxy that leads nowhere, but knows what it was asked for. */
export class RecordingProxy {
  /** `host:port authorization` of a tunnel; method and whole URL of a request to forward. */
  readonly asked: string[] = [];
  /** What came through the last tunnel first. */
  hello: Buffer = Buffer.alloc(0);
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://me:s3cret@127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param answer to CONNECT, and what comes after it; a tunnel is held open only after a 200 without more */
  static async open(answer = "HTTP/1.1 200 OK\r\n\r\n"): Promise<RecordingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy = new RecordingProxy(server);
    server.on("request", ({ method, url }, response) => {
      proxy.asked.push(`${method} ${url}`);
      response.writeHead(502).end();
    });
    server.on("connect", ({ url, headers }, socket) => {
      proxy.asked.push(`${url} ${headers["proxy-authorization"] ?? ""}`.trim());
      socket.on("error", () => {}); // the client may be gone before it is answered
      if (!/ 200 .*\r\n\r\n$/.test(answer)) return void socket.end(answer);
      socket.write(answer);
      socket.once("data", (bytes: Buffer) => {
        proxy.hello = bytes;
        socket.destroy();
      });
    });
    return proxy;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** What the proxies of these tests are told of who asks. */
export const PROXY_LOGIN = `Basic ${Buffer.from("me:s3cret").toString("base64")}`;
