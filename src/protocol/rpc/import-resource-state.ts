import { Provider } from "../messages/services.js";
import { writeObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Makes of an import id what a read needs to find the object. */
export const importResourceState = rpc(Provider.method.importResourceState, {
  doing: ({ typeName }) => `importing ${typeName}`,
  async answer({ server, schemas }, { typeName, id }) {
    schemas.resource(typeName); // an unknown type is refused before the server hears of it
    const { imported, diagnostics } = await server.importResourceState({ typeName, id });
    return {
      importedResources: imported.map((object) => ({
        typeName: object.typeName,
        state: writeObject(object.state, schemas.resource(object.typeName), "the imported state"),
        private: object.private,
      })),
      diagnostics: wireDiagnostics(diagnostics),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
