import type { RequestField } from "../../domain/request-fields.js";
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
