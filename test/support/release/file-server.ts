import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** The files of a folder by plain HTTP, as any server of files hands them out. */
export class FileServer {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async open(folder: string): Promise<FileServer> {
    const server = createServer(({ url = "" }, response) => {
      try {
        const content = readFileSync(join(folder, decodeURIComponent(url)));
        response.setHeader("content-type", url.endsWith(".json") ? "application/json" : "application/zip");
        response.end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new FileServer(server);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
