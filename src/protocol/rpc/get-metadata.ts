import { Provider } from "../messages/services.js";
import { capabilities } from "./capabilities.js";
import { rpc } from "./rpc.js";

/** The names of what the provider has, for a core that wants them without the schemas. */
export const getMetadata = rpc(Provider.method.getMetadata, {
  doing: () => "listing the provider's resource types",
  async answer({ schemas }) {
    const all = schemas.all();
    return {
      serverCapabilities: capabilities,
      dataSources: typeNames(all.dataSources),
      resources: typeNames(all.resources),
      functions: Object.keys(all.functions).map((name) => ({ name })),
      ephemeralResources: typeNames(all.ephemeralResources),
      listResources: typeNames(all.listResources),
      actions: typeNames(all.actions),
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});

function typeNames(schemas: { readonly [typeName: string]: unknown }): { typeName: string }[] {
  return Object.keys(schemas).map((typeName) => ({ typeName }));
}
