import { Provider } from "../messages/services.js";
import { readStored, writeObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { identityOnWire } from "./identity.js";
import { rpc } from "./rpc.js";

/** Takes over an object from another resource type, for a `moved` block. */
export const moveResourceState = rpc(Provider.method.moveResourceState, {
  doing: ({ sourceTypeName, targetTypeName }) => `moving ${sourceTypeName} to ${targetTypeName}`,
  async answer({ server, schemas }, request) {
    const { targetTypeName } = request;
    const schema = schemas.resource(targetTypeName);
    const { state, diagnostics } = await server.moveResourceState({
      sourceProviderAddress: request.sourceProviderAddress,
      sourceTypeName: request.sourceTypeName,
      sourceSchemaVersion: Number(request.sourceSchemaVersion),
      targetTypeName,
      sourceState: readStored(request.sourceState),
    });
    const targetIdentity = identityOnWire(state ?? null, schemas.identity(targetTypeName));
    return {
      ...(targetIdentity && { targetIdentity }),
      diagnostics: wireDiagnostics(diagnostics),
      ...(state ? { targetState: writeObject(state, schema, "the moved state") } : {}),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
