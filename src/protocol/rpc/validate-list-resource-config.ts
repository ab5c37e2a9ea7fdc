import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Checks the config of a list block, in which anything may still be unknown. */
export const validateListResourceConfig = rpc(Provider.method.validateListResourceConfig, {
  doing: ({ typeName }) => `validating list resource ${typeName}`,
  async answer({ server, schemas }, { typeName, ...request }) {
    const config = readPresentObject(request.config, schemas.list(typeName), "configuration");
    const { diagnostics } = await server.validateListConfig({ typeName, config });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
