import { Provider } from "../messages/services.js";
import { readPresentObject, writeObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { wireIdentity } from "./identity.js";
import { streamRpc } from "./stream-rpc.js";

/**
 * Finds the objects of a resource type: one event for each of them, and one with diagnostics at the end, if there are
 * any. To Terraform, an event that is neither is a mistake.
 */
export const listResource = streamRpc(Provider.method.listResource, {
  doing: ({ typeName }) => `listing ${typeName}`,
  async answer(
    { server, schemas },
    { typeName, includeResourceObject, limit, ...request },
    { send, signal },
  ) {
    const config = readPresentObject(request.config, schemas.list(typeName), "configuration");
    const identity = schemas.identity(typeName);
    const schema = schemas.resource(typeName);
    const { diagnostics } = await server.listResource(
      {
        ...{ typeName, config, wantsObject: includeResourceObject, signal },
        ...(limit > 0n && { limit: Number(limit) }),
      },
      (found) =>
        send({
          ...(identity && { identity: wireIdentity(found.identity, identity) }),
          displayName: found.displayName,
          ...(found.object && { resourceObject: writeObject(found.object, schema, "what was found") }),
        }),
    );
    return diagnostics.length > 0 ? { diagnostic: wireDiagnostics(diagnostics) } : undefined;
  },
  otherwise: (diagnostic) => ({ diagnostic }),
});
