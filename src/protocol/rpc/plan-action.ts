import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { rpc } from "./rpc.js";

/** Says whether an action may be invoked in the apply that is being planned. */
export const planAction = rpc(Provider.method.planAction, {
  doing: ({ actionType }) => `planning action ${actionType}`,
  async answer({ server, schemas }, { actionType, ...request }) {
    const config = readPresentObject(request.config, schemas.action(actionType), "configuration");
    const { diagnostics } = await server.planAction({ actionType, config });
    return { diagnostics: wireDiagnostics(diagnostics) };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
