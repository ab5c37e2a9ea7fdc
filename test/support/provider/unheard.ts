import type { ProviderServer } from "../../../src/engine/index.js";

/** The same provider for a Terraform that is killed while it waits for an answer. */
export function unheard(provider: ProviderServer): ProviderServer {
  return new Proxy(provider, {
    get(server, name) {
      if (name !== "applyResourceChange") return (Reflect.get(server, name) as () => unknown).bind(server);
      return (request: Parameters<ProviderServer["applyResourceChange"]>[0]) =>
        server.applyResourceChange({ ...request, unheard: AbortSignal.abort() });
    },
  });
}
