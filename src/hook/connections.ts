import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Keeps the connections of a server to so many, and always takes a new one: whoever has been silent or slow for the
 * longest time makes room. So half-open connections cannot lock out a request that is sent at once; one that is being
 * answered is never cut off for another.
 */
export class Connections {
  /** In the order in which they came, or were last of use. */
  readonly #waiting = new Set<Socket>();

  constructor(
    server: Server,
    readonly most: number,
  ) {
    server.on("connection", (socket: Socket) => this.#came(socket));
  }

  /** The request has arrived as a whole, and its answer is on the way: until that is sent the connection stays. */
  answering(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.#waiting.delete(socket);
    response.once("finish", () => {
      if (!socket.destroyed) this.#waiting.add(socket);
    });
  }

  #came(socket: Socket): void {
    this.#waiting.add(socket);
    socket.once("close", () => this.#waiting.delete(socket));
    if (this.#waiting.size <= this.most) return;
    const [oldest] = this.#waiting;
    if (!oldest) return;
    this.#waiting.delete(oldest);
    oldest.destroy();
  }
}
