import { retryAfterMs } from "../domain/retry-after.js";
import type { Obstacle } from "./obstacle.js";
import { proxyFor } from "./proxy.js";
import { proxyRefused } from "./proxy-obstacles.js";

/**
 * An answer over plain http that is the proxy's own: it forwards requests, and what it says by itself looks like the
 * other side's. Known by its status or by what only proxies say of themselves; undefined for any other answer.
 */
export function proxyAnswer(
  url: URL,
  env: NodeJS.ProcessEnv,
  status: number,
  header: (name: string) => string | undefined,
): Obstacle | undefined {
  if (url.protocol !== "http:" || status < 400) return undefined;
  const proxy = proxyFor(url, env);
  if (!proxy) return undefined;
  const own =
    status === 407 ||
    header("proxy-authenticate") !== undefined ||
    header("x-squid-error") !== undefined ||
    /;\s*error\s*=/.test(header("proxy-status") ?? "");
  const target = `${url.hostname}:${url.port || 80}`;
  const askedMs = retryAfterMs(header("retry-after"), header("date"));
  return own ? proxyRefused(proxy, target, status, askedMs) : undefined;
}
