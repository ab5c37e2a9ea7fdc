import type { ClientRequest } from "node:http";
import { Agent as HttpsAgent, type RequestOptions } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { adding, type Made, proxyTarget, telling } from "./agent-parts.js";
import { explainCertificates } from "./certificate-obstacles.js";
import { obstacleOf } from "./obstacle.js";
import { proxyFor } from "./proxy.js";
import { trustOf } from "./trust.js";
import { openTunnel } from "./tunnel.js";
import type { WayOptions } from "./way-options.js";

const UNWANTED = Symbol("unwanted");

/** https, through a tunnel of the proxy where the environment names one for the host. */
export class SecureWay extends HttpsAgent {
  readonly #way: WayOptions;

  constructor(way: WayOptions) {
    super({ keepAlive: way.keepAlive });
    this.#way = way;
  }

  addRequest(request: ClientRequest, options: object): void {
    adding.addRequest.call(this, request, { ...options, [UNWANTED]: whenDestroyed(request) });
  }

  override createConnection(
    options: RequestOptions & { readonly [UNWANTED]?: AbortSignal },
    made: Made = () => {},
  ): Duplex | undefined {
    const { onObstacle, env = process.env } = this.#way;
    const failed = (error: Error) => {
      const obstacle = obstacleOf(error);
      if (obstacle) onObstacle?.(obstacle);
      made(error, undefined as unknown as Duplex);
    };
    try {
      const target = proxyTarget(options, 443);
      const proxy = proxyFor(new URL(`https://${target}`), env);
      if (!proxy) return this.#secured(options, target);
      const { proxyPatienceMs: patienceMs, ownRemedy } = this.#way;
      const unwanted = options[UNWANTED] ?? new AbortController().signal;
      const trust = () => trustOf(env, this.#way.bundle);
      openTunnel(proxy, target, { patienceMs, unwanted, trust, ownRemedy })
        .then((socket) => made(null, this.#secured({ ...options, socket }, target)))
        .catch(failed);
    } catch (error) {
      process.nextTick(failed, error);
    }
    return undefined;
  }

  /** TLS to the target, over a connection of its own or the one that a proxy has made. */
  #secured(options: RequestOptions & { readonly socket?: Socket }, target: string): TLSSocket {
    const { bundle, ownRemedy, onObstacle, env = process.env } = this.#way;
    const trust = trustOf(env, bundle);
    const socket = super.createConnection({
      ...options,
      secureContext: trust.context,
    } as RequestOptions) as TLSSocket;
    explainCertificates(socket, { peer: target, trust, ownRemedy });
    return onObstacle ? telling(socket, onObstacle) : socket;
  }
}

/** Aborted when the request is given up: a request that has no connection yet does not tell it to its agent. */
function whenDestroyed(request: ClientRequest): AbortSignal {
  const unwanted = new AbortController();
  const destroy = request.destroy.bind(request);
  request.destroy = (error) => {
    unwanted.abort();
    return destroy(error);
  };
  return unwanted.signal;
}
