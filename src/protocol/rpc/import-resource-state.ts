import { Provider } from "../messages/services.js";
import { decodeObject, writeObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { identityOnWire } from "./identity.js";
import { rpc } from "./rpc.js";

/** Makes of an import id, or of an identity, what a read needs to find the object. */
export const importResourceState = rpc(Provider.method.importResourceState, {
  doing: ({ typeName }) => `importing ${typeName}`,
  async answer({ server, schemas }, { typeName, id, ...request }) {
    schemas.resource(typeName); // an unknown type is refused before the server hears of it
    const description = schemas.identity(typeName);
    const identity = description && decodeObject(request.identity?.identityData, description, "identity");
    const { imported, diagnostics } = await server.importResourceState({
      typeName,
      id,
      ...(identity && { identity }),
    });
    return {
      importedResources: imported.map((object) => {
        const itsIdentity = identityOnWire(object.state, schemas.identity(object.typeName));
        return {
          typeName: object.typeName,
          state: writeObject(object.state, schemas.resource(object.typeName), "the imported state"),
          private: object.private,
          ...(itsIdentity && { identity: itsIdentity }),
        };
      }),
      diagnostics: wireDiagnostics(diagnostics),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
