import { Provider } from "../messages/services.js";
import { rpc } from "./rpc.js";

/** Terraform was interrupted: what is running is to end soon, each with an answer of its own. */
export const stopProvider = rpc(Provider.method.stopProvider, {
  doing: () => "stopping",
  async answer({ server }) {
    server.stop();
    return {};
  },
  otherwise: () => ({ Error: "the provider could not be stopped" }),
});
