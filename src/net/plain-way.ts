import { type ClientRequest, type ClientRequestArgs, Agent as HttpAgent } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { adding, type Made, proxyTarget, telling } from "./agent-parts.js";
import { explainCertificates } from "./certificate-obstacles.js";
import { explained, obstacleOf } from "./obstacle.js";
import { addressOf, type NamedProxy, proxyFor } from "./proxy.js";
import { proxySilent } from "./proxy-obstacles.js";
import { trustOf } from "./trust.js";
import type { WayOptions } from "./way-options.js";

const WAY = Symbol("way");

/** A proxy that is asked to forward requests, and whom the first of them is for. */
interface ForwardingWay {
  readonly proxy: NamedProxy;
  readonly target: string;
}

/** Plain http, forwarded by the proxy where the environment names one for the host. */
export class PlainWay extends HttpAgent {
  readonly #way: WayOptions;

  constructor(way: WayOptions) {
    super({ keepAlive: way.keepAlive });
    this.#way = way;
  }

  /** A proxy is asked for the whole URL, and keeps the connection for other hosts, too. */
  addRequest(request: ClientRequest, options: ClientRequestArgs): void {
    const way = this.#wayTo(proxyTarget(options, 80));
    if (way instanceof Error || way === undefined) {
      adding.addRequest.call(this, request, { ...options, [WAY]: way });
      return;
    }
    const { host, port, authorization } = way.proxy;
    request.path = `http://${way.target.replace(/:80$/, "")}${request.path}`;
    if (authorization) request.setHeader("proxy-authorization", authorization);
    adding.addRequest.call(this, request, { ...options, host, port, [WAY]: way });
  }

  override createConnection(
    options: ClientRequestArgs & { readonly [WAY]?: Error | ForwardingWay },
    made: Made = () => {},
  ): Duplex | null | undefined {
    const { [WAY]: way } = options;
    if (way instanceof Error) {
      process.nextTick(() => made(way, undefined as unknown as Duplex));
      return undefined;
    }
    if (!way) return super.createConnection(options, made);
    const { proxy, target } = way;
    const { bundle, ownRemedy, onObstacle, env = process.env } = this.#way;
    const trust = proxy.secure ? trustOf(env, bundle) : undefined;
    const socket = trust
      ? tlsConnect({ ...addressOf(proxy), secureContext: trust.context })
      : (super.createConnection(options) as Socket);
    let connected = false;
    socket.once(trust ? "secureConnect" : "connect", () => {
      connected = true;
    });
    socket.prependListener("error", (error: NodeJS.ErrnoException) => {
      if (connected || obstacleOf(error)) return;
      const says = error.code ?? error.name;
      explained(error, proxySilent(proxy, target, says, says !== "ENOTFOUND"));
    });
    if (trust)
      explainCertificates(socket as TLSSocket, { peer: `the proxy ${proxy.name}`, trust, ownRemedy });
    return onObstacle ? telling(socket, onObstacle) : socket;
  }

  #wayTo(target: string): Error | ForwardingWay | undefined {
    try {
      const proxy = proxyFor(new URL(`http://${target}`), this.#way.env ?? process.env);
      return proxy && { proxy, target };
    } catch (error) {
      return error as Error;
    }
  }
}
