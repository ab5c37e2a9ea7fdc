import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Checks the provider block, in which anything may still be unknown. */
export const validateProviderConfig = rpc(Provider.method.validateProviderConfig, {
  doing: () => "validating the provider's configuration",
  async answer({ server, schemas }, request) {
    const config = readPresentObject(request.config, schemas.provider(), "provider's configuration");
    const { diagnostics } = await server.validateProviderConfig({ config });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
