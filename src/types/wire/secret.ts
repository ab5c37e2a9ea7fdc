import type { RequestField } from "../../domain/request-fields.js";
import { SecretJson } from "../../domain/secret-json.js";
import { SecretText } from "../../domain/secret-text.js";
import type { AttributeWire } from "../../vocabulary/index.js";

/**
 * A write-only value: sent by a create, and by an update when its version is a new one; never told.
 *
 * `by`: the command that changes it, where that is another one than the type's update.
 * `held`: whether an update that does not send it again would blank it, so that every update sends it. Default: no.
 * `heldAt`, `heldBy`, `heldUnless`: where an answer has what the object holds now, which one, and what takes its place;
 * see `AttributeWire`.
 */
export function secret(
  name: string,
  {
    by,
    heldAt,
    heldBy,
    heldUnless,
    held = heldAt !== undefined,
  }: {
    readonly by?: string;
    readonly held?: boolean;
    readonly heldAt?: string;
    readonly heldBy?: string;
    readonly heldUnless?: string;
  } = {},
): AttributeWire<string> {
  const sent = (value: unknown) => ({ [name]: value as RequestField });
  const role = held ? "heldSecret" : "secret";
  return { created: sent, updated: sent, by, heldAt, heldBy, heldUnless, role };
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
