import { Provider } from "../messages/services.js";
import { capabilities } from "./capabilities.js";
import { rpc } from "./rpc.js";

/** The names of what the provider has, for a core that wants them without the schemas. */
export const getMetadata = rpc(Provider.method.getMetadata, {
  doing: () => "listing the provider's resource types",
  answer: async ({ schemas }) => ({
    serverCapabilities: capabilities,
    resources: Object.keys(schemas.all().resources).map((typeName) => ({ typeName })),
    actions: Object.keys(schemas.all().actions).map((typeName) => ({ typeName })),
  }),
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
