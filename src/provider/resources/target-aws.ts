import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import { type CreateContext, defineResource, type UpdateContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import {
  type AwsTargetShape,
  DEFAULT_REGION,
  type HeldKey,
  type TargetCredentials,
  type TargetRecord,
} from "../../gateway/index.js";
import { targetAwsTable } from "../../schema/index.js";
import {
  type AccessKey,
  discard,
  type MintJob,
  mint,
  namesOf,
  relocate,
  revive,
  type SeedSubject,
  type SeedWorld,
} from "../../seed/index.js";
import { type ComputedOf, isUnknown, type PlanOf, type SecretsOf } from "../../vocabulary/index.js";
import { type Clients, seedWorld } from "../../wiring/index.js";
import { textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { hasLostItsKey } from "../lost-key.js";
import { keysSeen, seedSubject } from "../seed-subject.js";

type Table = (typeof targetAwsTable)["attributes"];
type Plan = PlanOf<Table>;
type Create = CreateContext<Table, Clients>;
type Update = UpdateContext<Table, Clients>;

/** `latchkey_target_aws`: how the gateway reaches AWS. */
export const targetAws = defineResource<Clients>()({
  table: targetAwsTable,

  create: (context) =>
    context.plan.seed_user_arn === null
      ? createWithGivenCredentials(context)
      : createWithSeed(context, context.plan.seed_user_arn),

  async read({ state, client, signal, log }) {
    // Metadata only: the details of a target carry its secret.
    const found = await client.gateway.targets.find(state.name, { signal });
    const user = state.seed_user_arn === null ? undefined : parseIamUserArn(state.seed_user_arn);
    const keys = user ? await keysSeen(client, user, { signal, log }) : "unreadable";
    if (!found) {
      // Keys without a target are nobody's any more, and only this state knows that they are to be removed.
      return keys === "unreadable" || keys.length === 0
        ? null
        : { ...state, gateway_record: "missing" as const };
    }
    // A create that failed before the hand-over: whoever made this target, it was not that run.
    if (state.target_id === null && state.gateway_record === "missing") return state;
    const question = { target: found, keys, seedKeyId: state.seed_key_id };
    const keyless =
      state.gateway_record === "keyless" || (await hasLostItsKey(question, client, { signal, log }));
    return {
      ...state,
      name: found.name,
      description: textAsStored(state.description, found.description),
      target_id: found.id,
      gateway_record: keyless ? ("keyless" as const) : ("present" as const),
      // Only after an import; a key that the gateway made is younger than the seed, if both are there.
      seed_key_id: state.seed_key_id ?? (keys === "unreadable" ? null : oldest(keys)),
    };
  },

  plan({ prior, config, set, recompute, replace, warn }) {
    if (prior === null) {
      set("gateway_record", "present");
      if (!isUnknown(config.seed_user_arn) && config.seed_user_arn === null) set("seed_key_id", null);
      return;
    }
    if (prior.gateway_record === "missing") {
      set("gateway_record", "present");
      replace("gateway_record");
      warn(
        "Target lost in the gateway",
        "The gateway has no such target any more, but keys of its IAM user are left. They are deleted, and the target is made anew with a new seed.",
      );
    }
    if (prior.gateway_record === "keyless") {
      set("gateway_record", "present");
      recompute("seed_key_id");
      warn(
        "Target without a working key",
        "The IAM user of this target has lost the key that the gateway holds. A new seed is minted and handed over; the target stays.",
      );
    }
  },

  async update(context) {
    const { plan, prior, changed, client, signal, log } = context;
    const seedKeyId = prior.seed_key_id;
    if (plan.seed_user_arn !== null) {
      const world = seedWorld(client, signal, log);
      if (prior.gateway_record === "keyless") return reviveTarget(context, world, plan.seed_user_arn);
      if (changed("region")) await moveSeeded(context, world, plan.seed_user_arn);
      else if (changed("description")) await describe(context);
    } else if (
      changed("use_gateway_identity", "access_key_id", "secret_access_key_wo_version", "seed_user_arn")
    ) {
      const credentials = givenCredentials(plan, context.secrets);
      await client.gateway.targets.updateAws({ ...shapeOf(plan), credentials }, { signal });
    } else if (changed("region")) {
      await moveGiven(context);
    } else if (changed("description")) {
      await describe(context);
    }
    return computed(await theTarget(client, plan, signal), seedKeyId);
  },

  async delete({ state, client, signal, log, warn }) {
    if (state.seed_user_arn === null) return client.gateway.targets.remove(state.name, { signal });
    const subject = seedSubject(state.seed_user_arn, state.name);
    const owned = state.target_id !== null || state.gateway_record === "present";
    const deleted: AccessKey[] = [];
    const job = { subject, owned, deleted: (key: AccessKey) => deleted.push(key) };
    const { targetLeft } = await discard(seedWorld(client, signal, log), job);
    // One key goes with every target. More than that may have been made by somebody who did not mean them to go.
    if (deleted.length > 1) {
      warn(
        "Several access keys deleted with a target",
        `IAM user ${subject.user.name} is dedicated to target ${subject.target}, and all its keys went with it: ${namesOf(deleted)}.`,
      );
    }
    if (targetLeft) {
      log.log("warn", "a target of this name was left alone: it was never this configuration's", {
        name: subject.target,
      });
    }
  },

  importId(id) {
    // The ARN is what Terraform cannot find out; without it a seeded target would be planned to be replaced.
    const comma = id.lastIndexOf(",arn:");
    if (comma === -1) return { name: id };
    return { name: id.slice(0, comma), seed_user_arn: id.slice(comma + 1) };
  },
});

async function createWithSeed(context: Create, userArn: string): Promise<ComputedOf<Table>> {
  const { plan, client, signal, log, warn, checkpoint } = context;
  const world = seedWorld(client, signal, log);
  const subject = seedSubject(userArn, plan.name);
  const job: MintJob = {
    subject,
    shape: shapeOf(plan),
    cleared: (key) => tellCleared(subject, key, warn),
    checkpoint: ({ seedKeyId, handedOver }) =>
      checkpoint({ seed_key_id: seedKeyId, gateway_record: handedOver ? "present" : "missing" }),
  };
  const { seedKeyId, adopted } = await mint(world, job);
  checkpoint({ seed_key_id: seedKeyId, gateway_record: "present" });
  const record = await theTarget(client, plan, signal);
  checkpoint({ target_id: record.id });
  if (adopted) await align(world, job, record, client);
  return computed(record, seedKeyId);
}

/** Mostly a key that an earlier run made and lost; but it may have been a person's, who is then told. */
function tellCleared({ user, target }: SeedSubject, key: AccessKey, warn: Create["warn"]): void {
  warn(
    "Orphaned access key deleted",
    `IAM user ${user.name} is dedicated to target ${target}, which held none of its keys: nobody could hold the secret of ${namesOf([key])}, made at ${key.createdAt.toISOString()}. It was deactivated and deleted.`,
  );
}

/** An adopted target was made by a run that ended half-way, from a configuration that may have changed since. */
async function align(world: SeedWorld, job: MintJob, record: TargetRecord, client: Clients): Promise<void> {
  const held = await world.gateway.heldKey(job.shape.name);
  if (held.kind === "key" && (held.region ?? DEFAULT_REGION) !== (job.shape.region ?? DEFAULT_REGION)) {
    await relocate(world, job);
  } else if ((record.description ?? "") !== (job.shape.description ?? "")) {
    await client.gateway.targets.describe(job.shape.name, job.shape.description, { signal: world.signal });
  }
}

async function createWithGivenCredentials(context: Create): Promise<ComputedOf<Table>> {
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

async function reviveTarget(context: Update, world: SeedWorld, userArn: string): Promise<ComputedOf<Table>> {
  const { plan, client, signal, warn, checkpoint } = context;
  const subject = seedSubject(userArn, plan.name);
  const { seedKeyId, adopted } = await revive(world, {
    subject,
    shape: shapeOf(plan),
    cleared: (key) => tellCleared(subject, key, warn),
    checkpoint: ({ seedKeyId: minted, handedOver }) => {
      if (!handedOver) return;
      const { description, region } = plan;
      checkpoint({ seed_key_id: minted, gateway_record: "present", description, region });
    },
  });
  const record = await theTarget(client, plan, signal);
  if (adopted) await align(world, { subject, shape: shapeOf(plan), checkpoint: () => {} }, record, client);
  return computed(record, seedKeyId);
}

/**
 * A new region for a seeded target. The key stays. If a rotation came in between, the gateway holds a dead key now: it
 * is given a new one at once, and the apply fails only because the plan did not know of it.
 */
async function moveSeeded(context: Update, world: SeedWorld, userArn: string): Promise<void> {
  const { plan, checkpoint, warn } = context;
  const { description, region } = plan;
  const job = { subject: seedSubject(userArn, plan.name), shape: shapeOf(plan) };
  try {
    await relocate(world, job);
  } catch (error) {
    if (!Fault.is(error, "SEED_REGION_CHANGE_RACED")) throw error;
    checkpoint({ gateway_record: "keyless" });
    const { seedKeyId } = await revive(world, {
      ...job,
      cleared: (key) => tellCleared(job.subject, key, warn),
      checkpoint: () => {},
    });
    checkpoint({ seed_key_id: seedKeyId, gateway_record: "present", description, region });
    const state =
      "The gateway was given a new key at once, together with what was changed; the next apply retires it.";
    throw new Fault("SEED_REGION_CHANGE_RACED", { ...error.details, state });
  }
}

/**
 * A new region for a target whose key was made elsewhere. A rotator may have replaced that key, so the one that the
 * target holds is sent back, and not the one of the configuration.
 */
async function moveGiven({ plan, secrets, client, signal }: Update): Promise<void> {
  const { targets } = client.gateway;
  const held = plan.access_key_id === null ? undefined : await targets.heldKey(plan.name, { signal });
  const credentials: TargetCredentials = held?.key
    ? { kind: "key", ...held.key }
    : givenCredentials(plan, secrets);
  await targets.updateAws({ ...shapeOf(plan), credentials }, { signal });
}

function describe({ plan, client, signal }: Update): Promise<void> {
  return client.gateway.targets.describe(plan.name, plan.description, { signal });
}

async function theTarget(client: Clients, plan: Plan, signal: AbortSignal): Promise<TargetRecord> {
  const found = await client.gateway.targets.find(plan.name, { signal });
  if (found) return found;
  throw new Fault("SEED_TARGET_MISSING", {
    doing: `reading target ${normalizedGatewayPath(plan.name)} back`,
    seen: "the gateway does not have it any more",
    state: "It was there a moment ago; somebody else removed it.",
  });
}

function shapeOf({ name, description, region }: Plan) {
  return { name: normalizedGatewayPath(name), description, region };
}

function givenCredentials(plan: Plan, secrets: SecretsOf<Table>): TargetCredentials {
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

function computed(record: TargetRecord, seedKeyId: string | null): ComputedOf<Table> {
  return { target_id: record.id, seed_key_id: seedKeyId, gateway_record: "present" };
}

function oldest(keys: readonly { readonly id: string; readonly createdAt: Date }[]): string | null {
  const [first] = [...keys].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return first?.id ?? null;
}
