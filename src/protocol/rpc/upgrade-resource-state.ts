import { Provider } from "../messages/services.js";
import { readStored, writeObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Brings a stored object to the present schema. Called for every stored object, at every plan. */
export const upgradeResourceState = rpc(Provider.method.upgradeResourceState, {
  doing: ({ typeName }) => `upgrading the state of ${typeName}`,
  async answer({ server, schemas }, request) {
    const { typeName } = request;
    const schema = schemas.resource(typeName);
    const { upgraded, diagnostics } = await server.upgradeResourceState({
      typeName,
      version: Number(request.version),
      stored: readStored(request.rawState),
    });
    return {
      diagnostics: wireDiagnostics(diagnostics),
      ...(upgraded ? { upgradedState: writeObject(upgraded, schema, "the upgraded state") } : {}),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
