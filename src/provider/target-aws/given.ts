import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { Fault } from "../../errors/fault.js";
import {
  type AwsTargetShape,
  DEFAULT_REGION,
  type HeldKey,
  type TargetCredentials,
} from "../../gateway/index.js";
import type { ComputedOf, SecretsOf } from "../../vocabulary/index.js";
import { createNew } from "../create-new.js";
import type { Create, Plan, Table, Update } from "./operations.js";
import { computed, shapeOf, theTarget } from "./record.js";

/** Makes a target with credentials that the configuration names: a key that was made elsewhere, or none at all. */
export async function createWithGivenCredentials(context: Create): Promise<ComputedOf<Table>> {
  const { plan, secrets, client, signal, log, checkpoint } = context;
  const { targets } = client.gateway;
  const shape = { ...shapeOf(plan), credentials: givenCredentials(plan, secrets) };
  const how = await createNew({
    type: "latchkey_target_aws",
    name: shape.name,
    signal,
    log,
    find: (options) => targets.find(shape.name, options),
    create: (options) => targets.createAws(shape, options),
    isAsSent: (found) => (found.description ?? "") === (shape.description ?? ""),
    holdsSameSecret: async (options) => holdsAll(await targets.heldKey(shape.name, options), shape),
    track: () => checkpoint({}),
  });
  checkpoint({ gateway_record: "present" });
  // Found after a lost reply: what it holds was not looked at, so it is given once more.
  if (how === "adopted") await targets.updateAws(shape, { signal });
  return computed(await theTarget(client, plan, signal), null);
}

/**
 * A new region for a target whose key was made elsewhere. A rotator may have replaced that key, so the one that the
 * target holds is sent back, and not the one of the configuration.
 */
export async function moveGiven({ plan, secrets, client, signal }: Update): Promise<void> {
  const { targets } = client.gateway;
  const held = plan.access_key_id === null ? undefined : await targets.heldKey(plan.name, { signal });
  const credentials: TargetCredentials = held?.key
    ? { kind: "key", ...held.key }
    : givenCredentials(plan, secrets);
  await targets.updateAws({ ...shapeOf(plan), credentials }, { signal });
}

/** The credentials that the configuration names. Throws CREDENTIAL_SOURCE_UNCLEAR for a key without its secret. */
export function givenCredentials(plan: Plan, secrets: SecretsOf<Table>): TargetCredentials {
  if (plan.access_key_id === null) return { kind: "gateway-identity" };
  const { secret_access_key_wo: secret, session_token_wo: sessionToken } = secrets;
  if (secret === null) {
    throw new Fault("CREDENTIAL_SOURCE_UNCLEAR", {
      doing: `sending the access key of target ${normalizedGatewayPath(plan.name)}`,
      seen: "secret_access_key_wo came without a value",
      state: "Nothing was changed.",
      attribute: "secret_access_key_wo",
    });
  }
  return { kind: "key", keyId: plan.access_key_id, secret, ...(sessionToken && { sessionToken }) };
}

function holdsAll(held: HeldKey | undefined, { region, credentials }: AwsTargetShape): boolean {
  if (!held || (held.region ?? DEFAULT_REGION) !== (region ?? DEFAULT_REGION)) return false;
  if (credentials.kind === "gateway-identity") return held.usesGatewayIdentity;
  const { key } = held;
  const sameToken =
    key?.sessionToken && credentials.sessionToken
      ? key.sessionToken.equals(credentials.sessionToken)
      : key?.sessionToken === credentials.sessionToken;
  return key?.keyId === credentials.keyId && key.secret.equals(credentials.secret) && sameToken;
}
