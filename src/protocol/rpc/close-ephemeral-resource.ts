import { Provider } from "../messages/services.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Gives an ephemeral resource back. */
export const closeEphemeralResource = rpc(Provider.method.closeEphemeralResource, {
  doing: ({ typeName }) => `closing ephemeral resource ${typeName}`,
  async answer({ server, schemas }, { typeName, private: data = new Uint8Array() }) {
    schemas.ephemeral(typeName); // an unknown type is refused before the server hears of it
    const { diagnostics } = await server.closeEphemeral({ typeName, private: data });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
