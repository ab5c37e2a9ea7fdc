import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the API tells whoever has its key. */
export const SKY = { sky: "blue" };

/** An HTTP API that makes no keys for programs: a person changes its one key. */
export interface Weather {
  readonly url: string;
  /** The key that it takes from now on. */
  take(key: string): void;
  /** The statuses of its answers so far, in their order. */
  answers(): readonly number[];
  close(): void;
}

/** Starts it on loopback. It takes no key until it is told one. */
export async function startWeather(): Promise<Weather> {
  let taken: string | undefined;
  const statuses: number[] = [];
  const server = createServer(({ headers }, response) => {
    const known = taken !== undefined && headers.authorization === `Bearer ${taken}`;
    statuses.push(known ? 200 : 401);
    response.writeHead(known ? 200 : 401).end(JSON.stringify(known ? SKY : {}));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    take: (key) => {
      taken = key;
    },
    answers: () => [...statuses],
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
