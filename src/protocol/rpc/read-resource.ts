import { Provider } from "../messages/services.js";
import { readPresentObject, writeObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { identityOnWire } from "./identity.js";
import { rpc } from "./rpc.js";

/** Looks at the remote object. A null state says that it is gone, and so would a missing one. */
export const readResource = rpc(Provider.method.readResource, {
  doing: ({ typeName }) => `reading ${typeName}`,
  async answer({ server, schemas }, request) {
    const { typeName } = request;
    const schema = schemas.resource(typeName);
    const result = await server.readResource({
      typeName,
      current: readPresentObject(request.currentState, schema, "current state"),
      private: request.private,
    });
    const newIdentity = identityOnWire(result.state, schemas.identity(typeName));
    return {
      ...(newIdentity && { newIdentity }),
      newState: writeObject(result.state, schema, "the refreshed state"),
      private: result.private,
      diagnostics: wireDiagnostics(result.diagnostics),
    };
  },
  otherwise: ({ currentState, currentIdentity, private: kept }, diagnostics) => ({
    ...(currentState ? { newState: currentState } : {}),
    ...(currentIdentity ? { newIdentity: currentIdentity } : {}),
    private: kept,
    diagnostics,
  }),
});
