import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between the gateway and AWS, and can swallow the answer to an action that was carried out. */
export class LossyProxy {
  readonly #server: Server;
  #swallowed: string | undefined;

  private constructor(target: string) {
    this.#server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const swallow = this.#swallowed !== undefined && body.includes(`Action=${this.#swallowed}&`);
      if (swallow) this.#swallowed = undefined;
      // The host header belongs to the signature, so it goes on as it came.
      request(target, { method: "POST", path: incoming.url, headers: incoming.headers }, (answer) => {
        answer.on("end", () => swallow && outgoing.destroy());
        if (swallow) return answer.resume();
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        return answer.pipe(outgoing);
      }).end(body);
    });
  }

  static async before(target: string): Promise<LossyProxy> {
    const proxy = new LossyProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Has the next call of `action` carried out without an answer. */
  swallow(action: string): void {
    this.#swallowed = action;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
