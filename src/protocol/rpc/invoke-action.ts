import { Provider } from "../messages/services.js";
import { readPresentObject } from "../value/dynamic-value.js";
import { wireDiagnostics } from "./diagnostics.js";
import { streamRpc } from "./stream-rpc.js";

/** Does what an action does: a progress event for every line that it tells, and one completed event at the end. */
export const invokeAction = streamRpc(Provider.method.invokeAction, {
  doing: ({ actionType }) => `invoking action ${actionType}`,
  async answer({ server, schemas }, { actionType, ...request }, { send, signal }) {
    const config = readPresentObject(request.config, schemas.action(actionType), "configuration");
    const { diagnostics } = await server.invokeAction({ actionType, config, signal }, (message) =>
      send({ type: { case: "progress", value: { message } } }),
    );
    return completed(wireDiagnostics(diagnostics));
  },
  otherwise: completed,
});

function completed(diagnostics: ReturnType<typeof wireDiagnostics>) {
  return { type: { case: "completed", value: { diagnostics } } } as const;
}
