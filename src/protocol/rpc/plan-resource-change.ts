import { Provider } from "../messages/services.js";
import { decodeObject, writeObject } from "../value/dynamic-value.js";
import { wireDiagnostics, wirePath } from "./diagnostics.js";
import { identityOnWire } from "./identity.js";
import { rpc } from "./rpc.js";

/** Says what an apply would make of the object. */
export const planResourceChange = rpc(Provider.method.planResourceChange, {
  doing: ({ typeName }) => `planning ${typeName}`,
  async answer({ server, schemas }, request) {
    const { typeName } = request;
    const schema = schemas.resource(typeName);
    const result = await server.planResourceChange({
      typeName,
      prior: decodeObject(request.priorState, schema, "prior state"),
      proposed: decodeObject(request.proposedNewState, schema, "proposed state"),
      config: decodeObject(request.config, schema, "configuration"),
      priorPrivate: request.priorPrivate,
    });
    const plannedIdentity = identityOnWire(result.planned, schemas.identity(typeName));
    return {
      ...(plannedIdentity && { plannedIdentity }),
      plannedState: writeObject(result.planned, schema, "the planned state"),
      requiresReplace: result.requiresReplace.map(wirePath),
      plannedPrivate: result.plannedPrivate,
      diagnostics: wireDiagnostics(result.diagnostics),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
