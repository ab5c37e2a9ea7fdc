import { Provider } from "../messages/services.js";
import { capabilities } from "./capabilities.js";
import { rpc } from "./rpc.js";
import { wireFunction } from "./wire-function.js";
import { wireSchema } from "./wire-schema.js";

/** Every schema. Terraform asks for it once per command and remembers it for all of the command's processes. */
export const getProviderSchema = rpc(Provider.method.getProviderSchema, {
  doing: () => "describing the provider",
  async answer({ schemas }) {
    const all = schemas.all();
    return {
      provider: wireSchema(all.provider),
      resourceSchemas: each(all.resources, wireSchema),
      dataSourceSchemas: each(all.dataSources, wireSchema),
      functions: each(all.functions, wireFunction),
      ephemeralResourceSchemas: each(all.ephemeralResources, wireSchema),
      listResourceSchemas: each(all.listResources, wireSchema),
      actionSchemas: each(all.actions, (schema) => ({ schema: wireSchema(schema) })),
      serverCapabilities: capabilities,
    };
  },
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});

function each<D, W>(descriptions: { readonly [name: string]: D }, wire: (description: D) => W) {
  return Object.fromEntries(Object.entries(descriptions).map(([name, one]) => [name, wire(one)]));
}
