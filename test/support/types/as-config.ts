import type { TfObject, TfValue } from "../../../src/engine/index.js";
import type { Config } from "./samples.js";
import { ADMIN } from "./variants.js";

/** As Terraform hands it to a provider. `admin` is the access id of the sandbox's administrator. */
export function asConfig(values: Config, admin: string): TfObject {
  const value = (one: unknown): TfValue =>
    typeof one === "number" ? BigInt(one) : one === ADMIN ? admin : (one as TfValue);
  return Object.fromEntries(Object.entries(values).map(([name, one]) => [name, value(one)]));
}
