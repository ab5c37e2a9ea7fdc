import { Provider } from "../messages/services.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";
import { wireTimestamp } from "./timestamp.js";

/** Prolongs an ephemeral resource; without a time in the answer, it is not asked for again. */
export const renewEphemeralResource = rpc(Provider.method.renewEphemeralResource, {
  doing: ({ typeName }) => `renewing ephemeral resource ${typeName}`,
  async answer({ server, schemas }, { typeName, private: data = new Uint8Array() }) {
    schemas.ephemeral(typeName); // an unknown type is refused before the server hears of it
    const renewed = await server.renewEphemeral({ typeName, private: data });
    return {
      private: renewed.private,
      ...(renewed.renewAt && { renewAt: wireTimestamp(renewed.renewAt) }),
      diagnostics: wireDiagnostics(renewed.diagnostics),
    };
  },
  otherwise: ({ private: kept }, diagnostics) => ({ ...(kept && { private: kept }), diagnostics }),
});
