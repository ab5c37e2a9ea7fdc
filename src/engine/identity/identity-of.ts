import { recordOf } from "../value/kind.js";
import type { TfObject, TfValue } from "../value/value.js";
import type { IdentityDescription } from "./identity-description.js";

/** The identity of an object; null where a part of it is not set, as after a create that failed half-way. */
export function identityOf({ attributes }: IdentityDescription, object: TfObject | null): TfObject | null {
  if (object === null) return null;
  const values = attributes.map(({ name }): [string, TfValue] => [name, object[name] ?? null]);
  return values.some(([, value]) => value === null) ? null : recordOf(values);
}
