import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface ApiKey {
  readonly id: number;
  readonly name: string;
  readonly scope: string;
  readonly secret: string;
}

/** An HTTP API that lets in whoever has one of its keys, and its administrators make and revoke them. */
export class KeyApi {
  readonly #server: Server;
  readonly #keys = new Map<number, ApiKey>();
  #next = 1;
  readonly rootKey = this.#made("root", "admin").secret;
  /** Called when a request of this method was carried out, and before it is answered. Default: nothing is. */
  acted: ((method: string) => Promise<void>) | undefined;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const text = Buffer.concat(pieces).toString();
      const { status, body } = this.#answer(
        request.method ?? "",
        request.url ?? "",
        String(request.headers.authorization).replace(/^Bearer /, ""),
        text === "" ? {} : JSON.parse(text),
      );
      await this.acted?.(request.method ?? "");
      response.writeHead(status, { "content-type": "application/json" });
      response.end(body && JSON.stringify(body));
    });
  }

  static async start(): Promise<KeyApi> {
    const api = new KeyApi();
    await new Promise<void>((resolve) => api.#server.listen(0, "127.0.0.1", resolve));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The names of the keys that are there, the first one's aside. */
  get names(): string[] {
    return [...this.#keys.values()].filter(({ id }) => id > 1).map(({ name }) => name);
  }

  /** The names of the keys of one scope, the first one's aside. */
  namesOf(scope: string): string[] {
    return [...this.#keys.values()]
      .filter((key) => key.id > 1 && key.scope === scope)
      .map(({ name }) => name);
  }

  /** Ends a key, as a person does. */
  end(secret: string): void {
    for (const { id, secret: one } of this.#keys.values()) if (one === secret) this.#keys.delete(id);
  }

  /** What a key may do; undefined for one that is not there. */
  scopeOf(secret: string): string | undefined {
    return [...this.#keys.values()].find((key) => key.secret === secret)?.scope;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #made(name: string, scope: string): ApiKey {
    const key = { id: this.#next++, name, scope, secret: `key-${randomBytes(18).toString("base64url")}` };
    this.#keys.set(key.id, key);
    return key;
  }

  #answer(method: string, path: string, secret: string, body: { name?: string; scope?: string }) {
    if (this.scopeOf(secret) !== "admin") return { status: 401 };
    if (method === "GET") {
      return { status: 200, body: { keys: [...this.#keys.values()].map(({ id, name }) => ({ id, name })) } };
    }
    if (method === "POST") return { status: 201, body: this.#made(body.name ?? "", body.scope ?? "") };
    return { status: this.#keys.delete(Number(path.split("/").at(-1))) ? 204 : 404 };
  }
}
