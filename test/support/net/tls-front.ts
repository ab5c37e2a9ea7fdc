import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer, type Server } from "node:tls";
import type { Issued } from "./authority.js";

/** TLS before a plain server of this machine. */
export class TlsFront {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;

  private constructor(server: Server, sockets: ReadonlySet<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.port = (server.address() as AddressInfo).port;
  }

  /** @param behind the plain server's URL */
  static async open(behind: string, { cert, key }: Issued): Promise<TlsFront> {
    const port = Number(new URL(behind).port);
    const sockets = new Set<Socket>();
    const keep = (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => {}); // who does not believe the certificate goes without a word
      socket.once("close", () => sockets.delete(socket));
    };
    const server = createServer({ cert, key }, (secured) => {
      const way = connect(port, "127.0.0.1");
      for (const socket of [secured, way]) keep(socket);
      secured.pipe(way).pipe(secured);
    });
    server.on("connection", keep);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new TlsFront(server, sockets);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
