import { addressesOf, LATCHKEY_PROVIDER } from "../../../src/terraform/provider-address.js";

/** What `providers schema -json` says of our provider, whichever program has printed it. */
export function servedSchema<T>(printed: string): T {
  const { provider_schemas: schemas } = JSON.parse(printed) as { provider_schemas: Record<string, T> };
  const served = addressesOf(LATCHKEY_PROVIDER).flatMap((address) => schemas[address] ?? []);
  if (served[0] === undefined || served.length > 1)
    throw new Error(`served: ${Object.keys(schemas).join(", ")}`);
  return served[0];
}
