import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Checks a data block, in which anything may still be unknown. */
export const validateDataResourceConfig = rpc(Provider.method.validateDataResourceConfig, {
  doing: ({ typeName }) => `validating data source ${typeName}`,
  async answer({ server, schemas }, { typeName, ...request }) {
    const config = readPresentObject(request.config, schemas.dataSource(typeName), "configuration");
    const { diagnostics } = await server.validateDataSourceConfig({ typeName, config });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
