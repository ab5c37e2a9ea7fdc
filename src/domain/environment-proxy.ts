import { isLoopback } from "./loopback.js";

/**
 * What a request to `url` is to be told for the proxies of HTTPS_PROXY, HTTP_PROXY and NO_PROXY to be heeded as Go's
 * clients heed them, Terraform among them: never for this machine's own servers.
 */
export function environmentProxy(url: URL): { readonly proxy?: false } {
  return isLoopback(url.hostname) ? { proxy: false } : {};
}
