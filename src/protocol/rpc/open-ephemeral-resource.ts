import { Provider } from "../messages/services.js";
import { readPresentObject, writeObject } from "../value/dynamic-value.js";
import { wireDeferral } from "./deferral.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";
import { wireTimestamp } from "./timestamp.js";

/** Opens an ephemeral resource. */
export const openEphemeralResource = rpc(Provider.method.openEphemeralResource, {
  doing: ({ typeName }) => `opening ephemeral resource ${typeName}`,
  async answer({ server, schemas }, { typeName, ...request }, unheard) {
    const schema = schemas.ephemeral(typeName);
    const opened = await server.openEphemeral({
      typeName,
      config: readPresentObject(request.config, schema, "configuration"),
      deferralAllowed: request.clientCapabilities?.deferralAllowed ?? false,
      ...(unheard && { unheard }),
    });
    return {
      result: writeObject(opened.result, schema, "the result"),
      private: opened.private,
      ...(opened.renewAt && { renewAt: wireTimestamp(opened.renewAt) }),
      ...wireDeferral(opened.deferral),
      diagnostics: wireDiagnostics(opened.diagnostics),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
