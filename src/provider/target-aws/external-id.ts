import { Fault } from "../../errors/fault.js";
import { asksForExternalId } from "../../schema/index.js";
import type { StoredOf } from "../../vocabulary/index.js";
import type { Read, TargetAwsTable, Update } from "./operations.js";

/**
 * The external id that the gateway has made for a target, where one was asked for. A target that uses the gateway's own
 * identity holds no secret, and of its details nothing but this is read. Null, with a warning, for a caller who may not
 * read them: without the id no role can be made that trusts the target.
 */
export async function externalIdOf(
  target: Pick<StoredOf<TargetAwsTable>, "name" | "generate_external_id" | "role_arn">,
  { client, signal, warn }: Pick<Read, "client" | "signal" | "warn">,
): Promise<string | null> {
  const { name } = target;
  if (!asksForExternalId(target)) return null;
  try {
    return (await client.gateway.targets.externalId(name, { signal })) ?? null;
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    warn(
      "External id not known",
      `The gateway has made an external id for target ${JSON.stringify(name)}, and the provider's auth method may not read the target's details, which tell it. Let it read them; the next refresh stores the id.`,
    );
    return null;
  }
}

/** Attributes of which a change is sent together with the order to have an external id. */
const SENT_WITH_IT = ["use_gateway_identity", "generate_external_id", "role_arn", "region", "key"] as const;

/**
 * Whether the gateway may have made another external id by an update: whether it keeps the one that it has is nowhere
 * told.
 */
export const mayHaveNewExternalId = ({ plan, changed }: Pick<Update, "plan" | "changed">): boolean =>
  asksForExternalId(plan) && changed(...SENT_WITH_IT);

/** Whether a plan changes what is sent with it, or may. */
export function plansNewExternalId(
  prior: StoredOf<TargetAwsTable>,
  planned: (name: (typeof SENT_WITH_IT)[number]) => unknown,
): boolean {
  return SENT_WITH_IT.some((name) => planned(name) !== prior[name]);
}
