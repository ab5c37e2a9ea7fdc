import { isLoopback } from "./loopback.js";

/**
 * What an HTTP client that heeds the environment's proxies by itself is to be told for a request to `url`, so that it
 * goes where Terraform's own requests would go: this machine's own servers are asked directly, and ALL_PROXY, which
 * may name a proxy of another kind, does not count.
 */
export function environmentProxy(url: URL, env: NodeJS.ProcessEnv): { readonly proxy?: false } {
  const named =
    url.protocol === "https:" ? env.HTTPS_PROXY || env.https_proxy : env.HTTP_PROXY || env.http_proxy;
  return !named || isLoopback(url.hostname) ? { proxy: false } : {};
}
