import type { RequestField } from "../../domain/request-fields.js";
import { SecretJson } from "../../domain/secret-json.js";
import { SecretText } from "../../domain/secret-text.js";
import type { AttributeWire } from "../../vocabulary/index.js";

/**
 * A write-only value: sent by a create, and by an update when its version is a new one; never told.
 *
 * `by`: the command that changes it, where that is another one than the type's update.
 * `heldAt`: where an answer has what the object holds now, of a value that every update has to send again, because one
 * without it would blank it. `heldBy`, `heldUnless`, `endsWithVersion`: which answer, what takes its place, and whether it
 * goes with its version; see `AttributeWire`.
 */
export function secret(
  name: string,
  {
    by,
    heldAt,
    heldBy,
    heldUnless,
    endsWithVersion,
  }: Pick<AttributeWire, "by" | "heldAt" | "heldBy" | "heldUnless" | "endsWithVersion"> = {},
): AttributeWire<string> {
  const sent = (value: unknown) => ({ [name]: value as RequestField });
  const role = heldAt === undefined ? "secret" : "heldSecret";
  return { created: sent, updated: sent, by, heldAt, heldBy, heldUnless, endsWithVersion, role };
}

/**
 * What belongs to a secret that an update sends back, and is sent back with it: the id of a key. Never told.
 *
 * `version`: the attribute with the version of the secret.
 */
export function heldBesideSecret(
  name: string,
  held: { readonly heldAt: string; readonly version: string; readonly heldUnless?: string },
): AttributeWire<string> {
  const sent = (value: string | null) => ({ [name]: value });
  const { version, ...rest } = held;
  return { created: sent, updated: sent, ...rest, heldWith: version };
}

/** One of several write-only values of which an object has one or some. `by`: the command that changes it. */
export function formOfSecret(name: string, by: string): AttributeWire<string> {
  return { ...secret(name, { by }), role: "formOfSecret" };
}

/** The same of JSON that goes as what it says. */
export function formOfSecretAsJson(name: string, by: string): AttributeWire<string> {
  const sent = (value: unknown) => ({ [name]: value instanceof SecretText ? new SecretJson(value) : null });
  return { created: sent, updated: sent, by, role: "formOfSecret" };
}
