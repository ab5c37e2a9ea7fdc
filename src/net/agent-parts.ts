import { type ClientRequest, Agent as HttpAgent } from "node:http";
import type { Duplex } from "node:stream";
import { type Obstacle, obstacleOf } from "./obstacle.js";

/** How an agent is given the connection that it has asked for. */
export type Made = (error: Error | null, stream: Duplex) => void;

/** A method of Node's agents that its types do not name; libraries that make agents have built on it for ten years. */
export interface Adding {
  addRequest(request: ClientRequest, options: object): void;
}

/** The agents' own way to find a connection for a request, or have one made. */
export const adding = HttpAgent.prototype as unknown as Adding;

/** Host and port as a proxy is told them. */
export function proxyTarget(
  { host, port }: { host?: string | null | undefined; port?: unknown },
  usual: number,
): string {
  const name = host ?? "localhost";
  return `${name.includes(":") ? `[${name}]` : name}:${Number(port) || usual}`;
}

/** Has `onObstacle` told what the socket's errors tell. */
export function telling<S extends Duplex>(socket: S, onObstacle: (obstacle: Obstacle) => void): S {
  socket.on("error", (error) => {
    const obstacle = obstacleOf(error);
    if (obstacle) onObstacle(obstacle);
  });
  return socket;
}
