import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Hands over the provider block before the first operation on a resource. */
export const configureProvider = rpc(Provider.method.configureProvider, {
  doing: () => "configuring the provider",
  async answer({ server, schemas }, request) {
    const config = readPresentObject(request.config, schemas.provider(), "provider's configuration");
    const { diagnostics } = await server.configureProvider({
      config,
      terraformVersion: request.terraformVersion,
    });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
