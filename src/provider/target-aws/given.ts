import { GATEWAY_REGION } from "../../domain/gateway-defaults.js";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { describedWith } from "../../domain/making-mark.js";
import { Fault } from "../../errors/fault.js";
import type { AwsTargetShape, CredentialSource, HeldKey, TargetRecord } from "../../gateway/index.js";
import { asksForExternalId, givesKey, sourcesIn } from "../../schema/index.js";
import type { ComputedOf, SecretsOf } from "../../vocabulary/index.js";
import { createNew } from "../create-new.js";
import { NOT_KNOWN_YET } from "../own-object.js";
import { externalIdOf } from "./external-id.js";
import type { Create, Plan, TargetAwsTable, Update } from "./operations.js";
import { ANOTHER_PROTECTION_KEY, ANOTHER_REGION, besidesRotations } from "./raced-rotation.js";
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
    isAsSent: (found) =>
      (found.description ?? "") === (shape.description ?? "") && isEncryptedAsPlanned(found, plan),
    holdsSameSecret: async (options) => holdsAll(await targets.heldKey(shape.name, options), shape),
    track: (target_id) => checkpoint({ target_id: target_id ?? NOT_KNOWN_YET, gateway_record: "present" }),
  });
  return computed(record, null, await externalIdOf(plan, context));
}

/** Whether the gateway is to be given other credentials. Without a source the target keeps what it holds. */
export function givesCredentials(plan: Plan, prior: Update["prior"]): boolean {
  if (givesKey(plan, prior)) return true;
  const isFirstWord = sourcesIn(prior).length === 0;
  return plan.use_gateway_identity === true && prior.use_gateway_identity !== true && !isFirstWord;
}

/**
 * A new region or protection key for a target that is not seeded, or another role for the gateway's own identity. The
 * gateway's update replaces everything, and a rotator or a person may have replaced what the configuration names: so
 * what the target holds is sent back. The credentials of the configuration are sent only where the caller may not
 * read what is held, and nothing replaces them there. `rotators` are those that may replace the key in between.
 */
export function moveGiven(context: Update, rotators: readonly string[]): Promise<void> {
  return besidesRotations(context, rotators, () => sendBack(context), changeOf(context));
}

async function sendBack(context: Update): Promise<{ readonly sentKey: boolean }> {
  const { plan, client, signal } = context;
  const { targets } = client.gateway;
  const held = await targets.heldKey(plan.name, { signal }).catch((error: unknown) => {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return error;
    throw error;
  });
  const isToBeMoved = !context.changed("key", "generate_external_id", "role_arn");
  if (isToBeMoved && !Fault.is(held) && held && isThere(held, plan)) {
    if (isDescribedAnew(context)) await describe(context);
    return { sentKey: false };
  }
  const credentials = Fault.is(held)
    ? await unreadCredentials(context, held)
    : heldCredentials(context, held);
  const region = Fault.is(held) ? plan.region : heldRegion(context, held);
  await targets.updateAws({ ...shapeOf(plan), region, credentials }, { signal });
  return { sentKey: credentials.kind === "key" };
}

/** A region that the configuration leaves open stays as it is, unless that is the change itself. */
function heldRegion({ plan, changed }: Update, held: HeldKey | undefined): string | null {
  return plan.region === null && !changed("region") ? (held?.region ?? null) : plan.region;
}

/** An import cannot know the region. What need not be sent cannot be an old key. */
function isThere(held: HeldKey, plan: Pick<Plan, "region">): boolean {
  return (held.region ?? GATEWAY_REGION) === (plan.region ?? GATEWAY_REGION);
}

const changeOf = ({ changed }: Update) => (changed("region") ? ANOTHER_REGION : ANOTHER_PROTECTION_KEY);

/** A plan that names no key leaves it as it is. */
function isEncryptedAsPlanned({ protectionKey }: TargetRecord, { key }: Plan): boolean {
  if (key === null) return true;
  return protectionKey !== null && normalizedGatewayPath(protectionKey) === normalizedGatewayPath(key);
}

function heldCredentials(context: Update, held: HeldKey | undefined): CredentialSource {
  const { plan, secrets, changed } = context;
  const isIdentitys = plan.use_gateway_identity === true;
  // A role and an external id go with the gateway's own identity, whatever has been put there meanwhile.
  if (isIdentitys && changed("generate_external_id", "role_arn")) return givenCredentials(plan, secrets);
  if (held?.key) return { kind: "key", ...held.key };
  if (held?.usesGatewayIdentity && !isIdentitys) return { kind: "gateway-identity", ...held.delegation };
  if (plan.access_key_id === null && plan.use_gateway_identity !== true)
    throw nothingToSend(context, NOTHING_HELD);
  return givenCredentials(plan, secrets);
}

async function unreadCredentials(context: Update, denied: Fault): Promise<CredentialSource> {
  const { plan, secrets, client, signal } = context;
  if (plan.use_gateway_identity === true) return givenCredentials(plan, secrets);
  const found = await client.gateway.targets.find(plan.name, { signal });
  if (found?.rotators.length !== 0) throw denied;
  if (plan.access_key_id !== null && secrets.secret_access_key_wo !== null)
    return givenCredentials(plan, secrets);
  throw nothingToSend(context, NOTHING_READABLE, denied);
}

const NOTHING_HELD = "the gateway's update replaces the credentials too, and the target holds none";
const NOTHING_READABLE =
  "the gateway's update replaces the access key too, this caller may not read the one that the target holds, and secret_access_key_wo is not set";

function nothingToSend(context: Update, seen: string, cause?: Fault): Fault {
  const { plan } = context;
  return new Fault("CREDENTIAL_SOURCE_UNCLEAR", {
    doing: changeOf(context).doing(normalizedGatewayPath(plan.name)),
    seen,
    state: "Nothing was changed.",
    attribute: context.changed("region") ? "region" : "key",
    advice:
      "Give secret_access_key_wo for this apply, or let the provider's auth method read the target's details.",
    cause,
  });
}

/** The credentials that the configuration names. Throws CREDENTIAL_SOURCE_UNCLEAR for a key without its secret. */
export function givenCredentials(plan: Plan, secrets: SecretsOf<TargetAwsTable>): CredentialSource {
  if (plan.access_key_id === null) {
    const { role_arn } = plan;
    return {
      kind: "gateway-identity",
      ...(asksForExternalId(plan) && { externalId: true }),
      ...(role_arn !== null && { roleArn: role_arn }),
    };
  }
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
  if (credentials.kind === "gateway-identity") {
    const { externalId = false, roleArn } = held.delegation;
    const isSame = externalId === (credentials.externalId ?? false) && roleArn === credentials.roleArn;
    return held.usesGatewayIdentity && isSame;
  }
  const { key } = held;
  const sameToken =
    key?.sessionToken && credentials.sessionToken
      ? key.sessionToken.equals(credentials.sessionToken)
      : key?.sessionToken === credentials.sessionToken;
  return key?.keyId === credentials.keyId && key.secret.equals(credentials.secret) && sameToken;
}
