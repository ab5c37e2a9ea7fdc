import { Provider } from "../messages/services.js";
import { rpc } from "./rpc.js";
import { wireFunction } from "./wire-function.js";

/** The functions by themselves. OpenTofu asks for them here, Terraform with all other schemas. */
export const getFunctions = rpc(Provider.method.getFunctions, {
  doing: () => "listing the provider's functions",
  answer: async ({ schemas }) => ({
    functions: Object.fromEntries(
      Object.entries(schemas.all().functions).map(([name, each]) => [name, wireFunction(each)]),
    ),
  }),
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
