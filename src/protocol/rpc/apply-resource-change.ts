import type { TfObject } from "../../engine/value/value.js";
import { Provider } from "../messages/services.js";
import { decodeObject, writeLastingObject } from "../value/dynamic-value.js";
import { withoutUnknowns } from "../value/without-unknowns.js";
import { faultDiagnostic, wireDiagnostics } from "./diagnostics.js";
import { identityOnWire } from "./identity.js";
import { failure, rpc } from "./rpc.js";

/** Creates, updates or deletes the object. */
export const applyResourceChange = rpc(Provider.method.applyResourceChange, {
  doing: ({ typeName }) => `applying ${typeName}`,
  async answer(context, request, unheard) {
    const { server, schemas } = context;
    const { typeName } = request;
    const schema = schemas.resource(typeName);
    const prior = decodeObject(request.priorState, schema, "prior state");
    const planned = decodeObject(request.plannedState, schema, "planned state");
    const config = decodeObject(request.config, schema, "configuration");

    const { plannedPrivate } = request;
    const change = { typeName, prior, planned, config, plannedPrivate, ...(unheard && { unheard }) };
    let result: Awaited<ReturnType<typeof server.applyResourceChange>>;
    try {
      result = await server.applyResourceChange(change);
    } catch (error) {
      result = {
        state: afterUnknownOutcome(prior, planned),
        private: change.plannedPrivate,
        diagnostics: [failure(context, error, `applying ${typeName}`)],
      };
    }

    const { value, flaws } = writeLastingObject(result.state, planned, schema);
    const newIdentity = identityOnWire(result.state, schemas.identity(typeName));
    return {
      ...(newIdentity && { newIdentity }),
      newState: value,
      private: result.private,
      diagnostics: wireDiagnostics([...result.diagnostics, ...flaws.map(faultDiagnostic)]),
    };
  },
  // Only reached before the server was called: everything is as it was.
  otherwise: ({ priorState, plannedPrivate }, diagnostics) => ({
    ...(priorState ? { newState: priorState } : {}),
    private: plannedPrivate,
    diagnostics,
  }),
});

/**
 * The state to store when it is not known how far the server came. An existing object stays; one in the making is kept
 * as planned, which Terraform marks as tainted: the next apply looks at it instead of forgetting it.
 */
function afterUnknownOutcome(prior: TfObject | null, planned: TfObject | null): TfObject | null {
  return prior ?? (planned && withoutUnknowns(planned));
}
