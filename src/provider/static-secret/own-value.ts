import type { RequestFields } from "../../domain/request-fields.js";
import type { SecretText } from "../../domain/secret-text.js";
import { Fault } from "../../errors/fault.js";
import type { Generate } from "../../types/attributes/generate.js";
import type { Clients } from "../../wiring/index.js";
import { mayBeGenerated } from "./generated-value.js";
import { isSameValue } from "./same-value.js";

/** One static secret, what is said of its value, and the way to what is there. */
export interface OwnValue {
  readonly plan: {
    readonly name: string;
    readonly type: "generic" | "password";
    readonly generate: Generate | null;
  };
  readonly secrets: { readonly custom_fields_wo: SecretText | null };
  readonly client: Clients;
}

/** Whether the secret holds what is to be sent. */
export function isKept(own: OwnValue, fields: RequestFields): Promise<boolean> {
  return isHeld(own, (held) => isSameValue(fields, held));
}

/**
 * When the newest version was written, if it is what a run of ours has generated: the one that follows, written by this
 * very login, of the very shape. Undefined for another one.
 */
export async function generatedByUs(
  own: OwnValue,
  known: number,
  newest: number,
): Promise<{ readonly writtenAt: string | null } | undefined> {
  const { plan, secrets, client } = own;
  const { login } = client.settings.gateway;
  if (!plan.generate || newest !== known + 1 || login.kind === "token") return undefined;
  const written = await client.gateway.staticSecrets.newest(plan.name);
  if (written?.version !== newest || written.accessId !== login.accessId) return undefined;
  const generated = { type: plan.type, generate: plan.generate, customFields: secrets.custom_fields_wo };
  return (await isHeld(own, (held) => mayBeGenerated(generated, held))) ? written : undefined;
}

/** Whether the secret holds a value like this. What may not be read is another's. */
async function isHeld({ plan, client }: OwnValue, isLike: (held: string) => boolean): Promise<boolean> {
  try {
    return await client.gateway.staticSecrets.fits(plan.name, isLike);
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return false;
    throw error;
  }
}
