import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Checks an ephemeral block, in which anything may still be unknown. */
export const validateEphemeralResourceConfig = rpc(Provider.method.validateEphemeralResourceConfig, {
  doing: ({ typeName }) => `validating ephemeral resource ${typeName}`,
  async answer({ server, schemas }, { typeName, ...request }) {
    const config = readPresentObject(request.config, schemas.ephemeral(typeName), "configuration");
    const { diagnostics } = await server.validateEphemeralConfig({ typeName, config });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
