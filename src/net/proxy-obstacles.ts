import type { Obstacle } from "./obstacle.js";
import type { NamedProxy } from "./proxy.js";

/** What a proxy may answer with today and not tomorrow: it is busy, or its own way is blocked. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A proxy has answered by itself instead of letting a request through. `target` is host and port. */
export function proxyRefused(proxy: NamedProxy, target: string, status: number, hintMs?: number): Obstacle {
  return {
    code: "PROXY_REFUSED",
    seen: `the proxy ${proxy.name} refuses the way to ${target} (${status})`,
    advice: adviceOn(status, proxy, target),
    passing: PASSING.has(status),
    ...(hintMs !== undefined && { hintMs }),
  };
}

function adviceOn(status: number, { variable, authorization }: NamedProxy, target: string): string {
  if (status === 407) {
    const login = authorization ? "Correct the user and the password" : "Give a user and a password";
    return `${login} of the proxy in ${variable} (http://user:password@host:port, special characters as %XX), or exempt the host in NO_PROXY if it can be reached directly.`;
  }
  if (status === 502 || status === 504) {
    return `The proxy does not reach that host: check its name and whether it can be reached from the proxy. If it can be reached from here directly, exempt it in NO_PROXY.`;
  }
  if (PASSING.has(status)) {
    return `Try again later. If it stays, ask whoever runs the proxy; if the host can be reached from here directly, exempt it in NO_PROXY.`;
  }
  return `Have whoever runs the proxy allow ${target}, or exempt the host in NO_PROXY if it can be reached directly.`;
}

/** There is no proxy where one is named, or it does not do what proxies do. `says` is a code or words of ours. */
export function proxySilent(proxy: NamedProxy, target: string, says: string, passing: boolean): Obstacle {
  return {
    seen: `no way to ${target} through the proxy ${proxy.name} (${says})`,
    advice: `Check the proxy that ${proxy.variable} names; if the host can be reached from here directly, exempt it in NO_PROXY.`,
    passing,
  };
}
