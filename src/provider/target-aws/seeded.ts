import { GATEWAY_REGION } from "../../domain/gateway-defaults.js";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { journalPath } from "../../domain/journal-path.js";
import { OnTheWay } from "../../domain/on-the-way.js";
import { Fault } from "../../errors/fault.js";
import type { TargetRecord } from "../../gateway/index.js";
import {
  type MintJob,
  mint,
  namesOf,
  type RelocateJob,
  relocate,
  revive,
  type SeedSubject,
  type SeedWorld,
} from "../../seed/index.js";
import type { ComputedOf } from "../../vocabulary/index.js";
import { type Clients, seedWorld } from "../../wiring/index.js";
import { keyOf } from "../own-object.js";
import { formerTarget, seedSubject } from "../seed-subject.js";
import type { Create, TargetAwsTable, Update } from "./operations.js";
import { computed, describe, isDescribedAnew, own, sentAlong, shapeOf, theTarget } from "./record.js";

/** Makes a target whose first key the provider mints itself. */
export async function createWithSeed(context: Create, userArn: string): Promise<ComputedOf<TargetAwsTable>> {
  const { plan, client, signal, log, warn, checkpoint } = context;
  const world = seedWorld(client, signal, log);
  const subject = seedSubject(userArn, plan.name);
  const job: MintJob = {
    subject,
    shape: shapeOf(plan),
    ...told(subject, warn),
    begun: () => checkpoint({ gateway_record: "missing" }),
    checkpoint: ({ seedKeyId, handedOver }) =>
      checkpoint({ seed_key_id: seedKeyId, gateway_record: handedOver ? "present" : "missing" }),
  };
  const { seedKeyId, adopted } = await mint(world, job);
  checkpoint({ seed_key_id: seedKeyId, gateway_record: "present" });
  const record = await theTarget(client, plan, signal);
  checkpoint({ target_id: record.id });
  client.thisProcess.made(keyOf(own({ name: plan.name, target_id: record.id }, client), record));
  if (adopted) {
    tellAdopted(context, record);
    await align(world, job, record, client);
  }
  return computed(record, seedKeyId);
}

/** What a person is told of the ways of a key, whatever becomes of the operation. */
function told(
  { user, target }: SeedSubject,
  warn: Create["warn"],
): Pick<MintJob, "cleared" | "unrecorded" | "leftOpen"> {
  const path = journalPath(target);
  return {
    cleared: (key, unseen) => {
      const notSeen =
        unseen.length === 0
          ? ""
          : ` Whether anything else in the gateway worked with it is not known: the gateway does not show ${unseen.join("; ")}.`;
      warn(
        "Leftover access key deleted",
        `An earlier run had made ${namesOf([key])} of IAM user ${user.name} for target ${target} at ${key.createdAt.toISOString()}, and nothing works with it. It was deactivated and deleted.${notSeen}`,
      );
    },
    unrecorded: (why) =>
      warn(
        "No journal entry for a seed key",
        `The caller may not read and write ${path} (${why}). Should this run be killed, nothing will prove whose the key is that it leaves, and a person will have to delete it. Let the caller create, read, update and delete that item.`,
      ),
    leftOpen: (why) =>
      warn(
        "Journal entry not closed",
        `Target ${target} is made and holds its key, but ${path} could not be told so: ${why}. The retirement of the seed deletes the entry.`,
      ),
  };
}

/** It may be the very object of another resource of this run, which is to be deleted: then it is left alone. */
function tellAdopted({ client, plan, warn }: Create, record: TargetRecord): void {
  client.thisProcess.tookOver(keyOf(own({ name: plan.name, target_id: record.id }, client), record));
  warn(
    "Unfinished object taken over",
    `target ${JSON.stringify(record.name)} was in the gateway already: a run that was ended in the middle had made it, as its journal entry tells, and could not write its state. It is managed from now on.`,
  );
}

/** An adopted target was made by a run that ended half-way, from a configuration that may have changed since. */
export async function align(
  world: SeedWorld,
  job: RelocateJob,
  record: TargetRecord,
  client: Clients,
): Promise<void> {
  const held = await world.gateway.heldKey(job.shape.name);
  const { protectionKey } = job.shape;
  const isElsewhere =
    held.kind === "key" && (held.region ?? GATEWAY_REGION) !== (job.shape.region ?? GATEWAY_REGION);
  if (isElsewhere || isEncryptedOtherwise(record, protectionKey)) {
    await relocate(world, job);
  } else if ((record.description ?? "") !== (job.shape.description ?? "")) {
    await client.gateway.targets.describe(job.shape.name, job.shape.description, { signal: world.signal });
  }
}

/** Gives a target that has lost its key a new seed. */
export async function reviveTarget(
  context: Update,
  world: SeedWorld,
  userArn: string,
): Promise<ComputedOf<TargetAwsTable>> {
  const { plan, prior, client, signal, warn, checkpoint } = context;
  const subject = subjectOfUpdate(context, userArn);
  const { seedKeyId, adopted } = await revive(world, {
    subject,
    shape: shapeOf(plan),
    lastSeedId: prior.seed_key_id,
    ...told(subject, warn),
    checkpoint: ({ seedKeyId: minted, handedOver }) => {
      if (!handedOver) return;
      checkpoint({ seed_key_id: minted, gateway_record: "present", ...sentAlong(plan) });
    },
  });
  const record = await theTarget(client, plan, signal);
  if (adopted) await align(world, { subject, shape: shapeOf(plan) }, record, client);
  return computed(record, seedKeyId);
}

/**
 * A new region or protection key for a seeded target. The access key stays. If a rotation came in between, the
 * gateway holds a dead key now: it is given a new one at once, and the apply fails only because the plan did not know
 * of it.
 */
export async function moveSeeded(context: Update, world: SeedWorld, userArn: string): Promise<void> {
  const { plan, prior, changed, checkpoint, warn } = context;
  if (!changed("key") && prior.region === null && (await isInRegion(context, world))) {
    if (isDescribedAnew(context)) await describe(context);
    return;
  }
  const region = changed("region") ? plan.region : (plan.region ?? (await regionHeld(context, world)));
  const job = { subject: subjectOfUpdate(context, userArn), shape: { ...shapeOf(plan), region } };
  const known: string[] = [];
  try {
    await relocate(world, { ...job, overwrote: (keyId) => known.push(keyId) });
  } catch (error) {
    if (!Fault.is(error, "SEED_REGION_CHANGE_RACED")) throw error;
    checkpoint({ gateway_record: "keyless" });
    const onTheWay = new OnTheWay();
    onTheWay.hearsOf(error.details.doing, error);
    const revival = revive(world, {
      ...job,
      known,
      lastSeedId: prior.seed_key_id,
      ...told(job.subject, warn),
      checkpoint: () => {},
    });
    const { seedKeyId } = await onTheWay.ending(revival);
    checkpoint({ seed_key_id: seedKeyId, gateway_record: "present", ...sentAlong(plan) });
    const state =
      "The gateway was given a new key at once, together with what was changed; the next apply retires it.";
    throw new Fault("SEED_REGION_CHANGE_RACED", { ...error.details, state });
  }
}

function subjectOfUpdate(context: Update, userArn: string): SeedSubject {
  return seedSubject(userArn, context.plan.name, formerTarget(context));
}

/** An import cannot know the region. What is there already need not be sent, and the key with it. */
async function isInRegion(context: Update, world: SeedWorld): Promise<boolean> {
  const held = await regionHeld(context, world);
  return held !== null && held === (context.plan.region ?? GATEWAY_REGION);
}

/** Null where the caller may not read it, or the target holds no key. */
async function regionHeld({ plan }: Update, world: SeedWorld): Promise<string | null> {
  const held = await world.gateway.heldKey(normalizedGatewayPath(plan.name));
  return held.kind === "key" ? (held.region ?? GATEWAY_REGION) : null;
}

function isEncryptedOtherwise(record: TargetRecord, protectionKey: string | undefined): boolean {
  if (protectionKey === undefined) return false;
  return (
    record.protectionKey === null ||
    normalizedGatewayPath(record.protectionKey) !== normalizedGatewayPath(protectionKey)
  );
}
