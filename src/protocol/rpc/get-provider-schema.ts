import { Provider } from "../messages/services.js";
import { capabilities } from "./capabilities.js";
import { rpc } from "./rpc.js";
import { wireSchema } from "./wire-schema.js";

/** Every schema. Terraform asks for it once per command and remembers it for all of the command's processes. */
export const getProviderSchema = rpc(Provider.method.getProviderSchema, {
  doing: () => "describing the provider",
  answer: async ({ schemas }) => ({
    provider: wireSchema(schemas.provider()),
    resourceSchemas: Object.fromEntries(
      Object.entries(schemas.all().resources).map(([name, schema]) => [name, wireSchema(schema)]),
    ),
    actionSchemas: Object.fromEntries(
      Object.entries(schemas.all().actions).map(([name, schema]) => [name, { schema: wireSchema(schema) }]),
    ),
    serverCapabilities: capabilities,
  }),
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
