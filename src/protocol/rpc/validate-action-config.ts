import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Checks an action block, in which anything may still be unknown. */
export const validateActionConfig = rpc(Provider.method.validateActionConfig, {
  doing: ({ typeName }) => `validating action ${typeName}`,
  async answer({ server, schemas }, request) {
    const actionType = request.typeName;
    const config = readPresentObject(request.config, schemas.action(actionType), "configuration");
    const { diagnostics } = await server.validateActionConfig({ actionType, config });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
