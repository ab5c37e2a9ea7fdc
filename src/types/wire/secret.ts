import type { RequestField } from "../../domain/request-fields.js";
import { SecretJson } from "../../domain/secret-json.js";
import { SecretText } from "../../domain/secret-text.js";
import type { AttributeWire } from "../../vocabulary/index.js";

/**
 * A write-only value: sent by a create, and by an update when its version is a new one; never told.
 *
 * `by`: the command that changes it, where that is another one than the type's update.
 * `held`: whether an update that does not send it again would blank it, so that every update sends it. Default: no.
 * `heldAt`, `heldBy`: where an answer has what the object holds now, and which one; see `AttributeWire`.
 */
export function secret(
  name: string,
  {
    by,
    heldAt,
    heldBy,
    held = heldAt !== undefined,
  }: {
    readonly by?: string;
    readonly held?: boolean;
    readonly heldAt?: string;
    readonly heldBy?: string;
  } = {},
): AttributeWire<string> {
  const sent = (value: unknown) => ({ [name]: value as RequestField });
  return { created: sent, updated: sent, by, heldAt, heldBy, role: held ? "heldSecret" : "secret" };
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
