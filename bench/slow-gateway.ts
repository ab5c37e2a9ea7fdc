import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A gateway that is further away: every answer of the one behind it comes so many milliseconds later. */
export interface SlowGateway {
  readonly url: string;
  delay: number;
  close(): Promise<void>;
}

export async function slowGateway(upstream: string): Promise<SlowGateway> {
  const agent = new Agent({ keepAlive: true });
  const behind = new URL(upstream);
  const server = createServer((incoming, response) => {
    const path = `${behind.pathname.replace(/\/$/, "")}${incoming.url}`;
    const { method, headers } = incoming;
    const passed = request({ agent, host: behind.hostname, port: behind.port, path, method, headers });
    passed.once("error", () => response.destroy());
    passed.once("response", (answer) => {
      setTimeout(() => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }, slow.delay);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const slow: SlowGateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delay: 0,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return slow;
}
