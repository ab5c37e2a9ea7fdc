import { UNKNOWN } from "../../vocabulary/index.js";
import { Provider } from "../messages/services.js";
import { readPresentObject, writeObject, writeTyped } from "../value/dynamic-value.js";
import { wireDeferral } from "./deferral.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Reads what a data block asks for. */
export const readDataSource = rpc(Provider.method.readDataSource, {
  doing: ({ typeName }) => `reading data source ${typeName}`,
  async answer({ server, schemas }, { typeName, ...request }, unheard) {
    const schema = schemas.dataSource(typeName);
    const { state, deferral, diagnostics } = await server.readDataSource({
      typeName,
      config: readPresentObject(request.config, schema, "configuration"),
      deferralAllowed: request.clientCapabilities?.deferralAllowed ?? false,
      ...(unheard && { signal: unheard }),
    });
    return {
      // Terraform gives this to what refers to the block: a null would have none of the attributes.
      state: deferral
        ? writeTyped(UNKNOWN, schema.type, "what was put off")
        : writeObject(state, schema, "what was read"),
      ...wireDeferral(deferral),
      diagnostics: wireDiagnostics(diagnostics),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
