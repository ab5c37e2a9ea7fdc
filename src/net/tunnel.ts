import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { retryAfterMs } from "../domain/retry-after.js";
import { explainCertificates } from "./certificate-obstacles.js";
import { hindered, obstacleOf } from "./obstacle.js";
import { addressOf, type NamedProxy } from "./proxy.js";
import { proxyRefused, proxySilent } from "./proxy-obstacles.js";
import type { Trust } from "./trust.js";

export interface TunnelOptions {
  /** Milliseconds until the proxy has to have answered. */
  readonly patienceMs: number;
  /** Aborted when the request does not want the tunnel any more. */
  readonly unwanted: AbortSignal;
  /** Read only where the proxy itself is spoken to in TLS. */
  readonly trust: () => Trust;
  readonly ownRemedy?: string | undefined;
}

/**
 * Has a proxy make a connection to `target`, which is host and port. Whatever comes instead is the proxy's own doing, and
 * told as that.
 *
 * @throws an error that tells the obstacle
 */
export async function openTunnel(proxy: NamedProxy, target: string, options: TunnelOptions): Promise<Socket> {
  const { patienceMs, unwanted, trust, ownRemedy } = options;
  const patience = AbortSignal.timeout(patienceMs);
  const asked = {
    ...addressOf(proxy),
    method: "CONNECT",
    path: target,
    agent: false,
    signal: AbortSignal.any([patience, unwanted]),
    headers: { host: target, ...(proxy.authorization && { "proxy-authorization": proxy.authorization }) },
  } as const;
  return new Promise<Socket>((resolve, reject) => {
    const silent = (says: string, passing = true) => hindered(proxySilent(proxy, target, says, passing));
    const judged = () => ({ peer: `the proxy ${proxy.name}`, trust: trust(), ownRemedy });
    let sent: ReturnType<typeof plainRequest>;
    try {
      const judge = proxy.secure ? judged() : undefined;
      const secure = judge && { ...asked, secureContext: judge.trust.context };
      sent = secure ? secureRequest(secure) : plainRequest(asked);
      if (judge) sent.once("socket", (socket) => explainCertificates(socket as TLSSocket, judge));
    } catch (error) {
      reject(error);
      return;
    }
    sent.once("connect", ({ statusCode = 0, headers }, socket, first) => {
      if (statusCode >= 200 && statusCode < 300) {
        if (first.length > 0) socket.unshift(first);
        resolve(socket as Socket);
        return;
      }
      socket.destroy();
      const askedMs = retryAfterMs(headers["retry-after"], headers.date);
      reject(hindered(proxyRefused(proxy, target, statusCode, askedMs)));
    });
    sent.once("error", (error: NodeJS.ErrnoException) => {
      if (obstacleOf(error)) reject(error);
      else if (patience.aborted) reject(silent(`no answer within ${patienceMs} ms`));
      else reject(silent(wordsFor(error.code ?? error.name), error.code !== "ENOTFOUND"));
    });
    sent.end();
  });
}

function wordsFor(code: string): string {
  if (code.startsWith("HPE_")) return `its answer is not HTTP: ${code}`;
  if (code === "ECONNRESET") return "it closed the connection without an answer";
  return code;
}
