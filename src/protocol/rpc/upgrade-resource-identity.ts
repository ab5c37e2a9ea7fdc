import { Provider } from "../messages/services.js";
import { readStored } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { wireIdentity } from "./identity.js";
import { rpc } from "./rpc.js";

/** Brings a stored identity to the present schema. */
export const upgradeResourceIdentity = rpc(Provider.method.upgradeResourceIdentity, {
  doing: ({ typeName }) => `upgrading the identity of ${typeName}`,
  async answer({ server, schemas }, { typeName, version, rawIdentity }) {
    schemas.resource(typeName);
    const description = schemas.identity(typeName);
    const { upgraded, diagnostics } = await server.upgradeResourceIdentity({
      typeName,
      version: Number(version),
      stored: readStored(rawIdentity),
    });
    return {
      diagnostics: wireDiagnostics(diagnostics),
      ...(upgraded && description && { upgradedIdentity: wireIdentity(upgraded, description) }),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
