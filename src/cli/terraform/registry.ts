import { once } from "node:events";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { REGISTRY_HOSTS } from "./provider-address.js";

/** Where a registry says what it can do. */
const DISCOVERY = "/.well-known/terraform.json";
const DEADLINE_MS = 4000;

/**
 * Whether the public registry on this host, Terraform's or OpenTofu's, can be reached, through the proxy that HTTPS_PROXY names if there is one.
 * Anything but the registry's own answer, such as the page of a captive portal, is a no. Takes 4 seconds at most.
 */
export async function registryReachable(
  env: NodeJS.ProcessEnv,
  registry: string = REGISTRY_HOSTS.Terraform,
): Promise<boolean> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const proxy = env.HTTPS_PROXY || env.https_proxy;
  try {
    const socket = proxy ? await tunnel(registry, new URL(proxy), signal) : undefined;
    const sent = secureRequest({
      host: registry,
      path: DISCOVERY,
      signal,
      agent: false,
      ...(socket && { socket }),
    });
    sent.end();
    const [response] = await once(sent, "response", { signal });
    return "providers.v1" in JSON.parse(await text(response));
  } catch {
    return false;
  }
}

/** A connection to the registry that a proxy makes. */
async function tunnel(registry: string, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const user = decodeURIComponent(`${proxy.username}:${proxy.password}`);
  const sent = (proxy.protocol === "https:" ? secureRequest : request)({
    host: proxy.hostname,
    port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
    method: "CONNECT",
    path: `${registry}:443`,
    headers: proxy.username ? { "proxy-authorization": `Basic ${Buffer.from(user).toString("base64")}` } : {},
    signal,
  });
  sent.end();
  const [response, socket] = await once(sent, "connect", { signal });
  if (response.statusCode !== 200) throw new Error(`the proxy answers ${response.statusCode}`);
  return socket;
}
