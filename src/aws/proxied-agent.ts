import type { Agent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { AgentConnectOpts } from "agent-base";
import { environmentProxy } from "../domain/environment-proxy.js";

/**
 * What makes the SDK's https connections through the proxy that HTTPS_PROXY names, unless NO_PROXY exempts the host:
 * the SDK by itself heeds neither. Undefined where no proxy is named.
 */
export async function proxiedAgent(options: { readonly keepAlive: boolean }): Promise<Agent | undefined> {
  if (!(process.env.HTTPS_PROXY || process.env.https_proxy)) return undefined;
  const [{ Agent: ChoosingAgent }, { HttpsProxyAgent }, { getProxyForUrl }] = await Promise.all([
    import("agent-base"),
    import("https-proxy-agent"),
    import("proxy-from-env"),
  ]);
  const direct = new HttpsAgent(options);
  const proxies = new Map<string, Agent>();

  class ProxiedAgent extends ChoosingAgent {
    override connect(_request: unknown, { host = "localhost", port }: AgentConnectOpts): Agent {
      const url = new URL(`https://${host.includes(":") ? `[${host}]` : host}:${port}`);
      const proxy = environmentProxy(url, process.env).proxy === false ? "" : getProxyForUrl(url.href);
      if (proxy === "") return direct;
      const agent = proxies.get(proxy) ?? new HttpsProxyAgent(proxy, options);
      proxies.set(proxy, agent);
      return agent;
    }
  }
  return new ProxiedAgent(options);
}
