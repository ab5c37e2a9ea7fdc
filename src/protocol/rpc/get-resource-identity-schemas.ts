import { Provider } from "../messages/services.js";
import { typeJson } from "../value/type.js";
import { rpc } from "./rpc.js";

/** What identifies the objects of each resource type. Terraform 1.12 and newer asks for it after the schemas. */
export const getResourceIdentitySchemas = rpc(Provider.method.getResourceIdentitySchemas, {
  doing: () => "describing the identities of resources",
  answer: async ({ schemas }) => ({
    identitySchemas: Object.fromEntries(
      Object.entries(schemas.all().identities).map(([typeName, { version, attributes }]) => [
        typeName,
        {
          version: BigInt(version),
          identityAttributes: attributes.map(({ name, type, description }) => ({
            name,
            type: Buffer.from(typeJson(type)),
            requiredForImport: true,
            description,
          })),
        },
      ]),
    ),
  }),
  otherwise: (_request, diagnostics) => ({ diagnostics }),
});
