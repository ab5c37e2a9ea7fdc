import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Checks a resource block, in which anything may still be unknown. */
export const validateResourceConfig = rpc(Provider.method.validateResourceConfig, {
  doing: ({ typeName }) => `validating ${typeName}`,
  async answer({ server, schemas }, request) {
    const { typeName } = request;
    const { diagnostics } = await server.validateResourceConfig({
      typeName,
      config: readPresentObject(request.config, schemas.resource(typeName), "configuration"),
      writeOnlyAllowed: request.clientCapabilities?.writeOnlyAttributesAllowed ?? false,
    });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
