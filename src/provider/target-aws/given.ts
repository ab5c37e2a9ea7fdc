import { GATEWAY_REGION } from "../../domain/gateway-defaults.js";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { describedWith } from "../../domain/making-mark.js";
import { Fault } from "../../errors/fault.js";
import type { AwsTargetShape, CredentialSource, HeldKey } from "../../gateway/index.js";
import { givesKey, sourcesIn } from "../../schema/index.js";
import type { ComputedOf, SecretsOf } from "../../vocabulary/index.js";
import { createNew } from "../create-new.js";
import { NOT_KNOWN_YET } from "../own-object.js";
import type { Create, Plan, TargetAwsTable, Update } from "./operations.js";
import { besidesRotations } from "./raced-rotation.js";
import { computed, describe, isDescribedAnew, shapeOf } from "./record.js";

/** Makes a target with credentials that the configuration names: a key that was made elsewhere, or none at all. */
export async function createWithGivenCredentials(context: Create): Promise<ComputedOf<TargetAwsTable>> {
  const { plan, secrets, client, checkpoint } = context;
  const { targets } = client.gateway;
  const shape = { ...shapeOf(plan), credentials: givenCredentials(plan, secrets) };
  const record = await createNew({
    type: "latchkey_target_aws",
    noun: "target",
    name: shape.name,
    context,
    find: (options) => targets.find(shape.name, options),
    create: (options) => targets.createAws(shape, options),
    // A target has no tags: its marks stand at the end of its description.
    remark: ({ name, description }, mark, options) =>
      targets.describe(name, mark === null ? description : describedWith(description, mark), options),
    isAsSent: (found) => (found.description ?? "") === (shape.description ?? ""),
    holdsSameSecret: async (options) => holdsAll(await targets.heldKey(shape.name, options), shape),
    track: (target_id) => checkpoint({ target_id: target_id ?? NOT_KNOWN_YET, gateway_record: "present" }),
  });
  return computed(record, null);
}

/** Whether the gateway is to be given other credentials. Without a source the target keeps what it holds. */
export function givesCredentials(plan: Plan, prior: Update["prior"]): boolean {
  if (givesKey(plan, prior)) return true;
  const isFirstWord = sourcesIn(prior).length === 0;
  return plan.use_gateway_identity === true && prior.use_gateway_identity !== true && !isFirstWord;
}

/**
 * A new region for a target that is not seeded. The gateway's update replaces everything, and a rotator or a person may
 * have replaced what the configuration names: so what the target holds is sent back. The credentials of the
 * configuration are sent only where the caller may not read what is held, and nothing replaces them there. `rotators`
 * are those that may replace the key in between.
 */
export function moveGiven(context: Update, rotators: readonly string[]): Promise<void> {
  return besidesRotations(context, rotators, () => sendBack(context));
}

async function sendBack(context: Update): Promise<{ readonly sentKey: boolean }> {
  const { plan, client, signal } = context;
  const { targets } = client.gateway;
  const held = await targets.heldKey(plan.name, { signal }).catch((error: unknown) => {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return error;
    throw error;
  });
  if (!Fault.is(held) && held && isThere(held, plan)) {
    if (isDescribedAnew(context)) await describe(context);
    return { sentKey: false };
  }
  const credentials = Fault.is(held)
    ? await unreadCredentials(context, held)
    : heldCredentials(context, held);
  await targets.updateAws({ ...shapeOf(plan), credentials }, { signal });
  return { sentKey: credentials.kind === "key" };
}

/** An import cannot know the region. What need not be sent cannot be an old key. */
function isThere(held: HeldKey, plan: Pick<Plan, "region">): boolean {
  return (held.region ?? GATEWAY_REGION) === (plan.region ?? GATEWAY_REGION);
}

function heldCredentials({ plan, secrets }: Update, held: HeldKey | undefined): CredentialSource {
  if (held?.key) return { kind: "key", ...held.key };
  if (held?.usesGatewayIdentity) return { kind: "gateway-identity" };
  if (plan.access_key_id === null && plan.use_gateway_identity !== true)
    throw nothingToSend(plan, NOTHING_HELD);
  return givenCredentials(plan, secrets);
}

async function unreadCredentials(
  { plan, secrets, client, signal }: Update,
  denied: Fault,
): Promise<CredentialSource> {
  if (plan.use_gateway_identity === true) return { kind: "gateway-identity" };
  const found = await client.gateway.targets.find(plan.name, { signal });
  if (found?.rotators.length !== 0) throw denied;
  if (plan.access_key_id !== null && secrets.secret_access_key_wo !== null)
    return givenCredentials(plan, secrets);
  throw nothingToSend(plan, NOTHING_READABLE, denied);
}

const NOTHING_HELD = "the gateway's update replaces the credentials too, and the target holds none";
const NOTHING_READABLE =
  "the gateway's update replaces the access key too, this caller may not read the one that the target holds, and secret_access_key_wo is not set";

function nothingToSend(plan: Plan, seen: string, cause?: Fault): Fault {
  return new Fault("CREDENTIAL_SOURCE_UNCLEAR", {
    doing: `moving target ${normalizedGatewayPath(plan.name)} to another region`,
    seen,
    state: "Nothing was changed.",
    attribute: "region",
    advice:
      "Give secret_access_key_wo for this apply, or let the provider's auth method read the target's details.",
    cause,
  });
}

/** The credentials that the configuration names. Throws CREDENTIAL_SOURCE_UNCLEAR for a key without its secret. */
export function givenCredentials(plan: Plan, secrets: SecretsOf<TargetAwsTable>): CredentialSource {
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
  if (!held || !isThere(held, { region })) return false;
  if (credentials.kind === "gateway-identity") return held.usesGatewayIdentity;
  const { key } = held;
  const sameToken =
    key?.sessionToken && credentials.sessionToken
      ? key.sessionToken.equals(credentials.sessionToken)
      : key?.sessionToken === credentials.sessionToken;
  return key?.keyId === credentials.keyId && key.secret.equals(credentials.secret) && sameToken;
}
