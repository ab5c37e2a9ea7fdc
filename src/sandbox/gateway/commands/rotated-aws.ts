import type { Command, CommandCall } from "../command.js";
import { awsSaid } from "../effects/aws-error.js";
import { callersUserName } from "../effects/caller.js";
import { create as createKey, keyIds } from "../effects/rotate-access-key.js";
import { targetKeys } from "../effects/target-keys.js";
import { itemLock, targetLock } from "../locks.js";
import type { AwsRotatedItem } from "../records/item.js";
import { type AwsKeys, type AwsTarget, newest } from "../records/target.js";
import { GatewayRefusal, invalidRequest } from "../refusal.js";
import { ofAws } from "../typed-target.js";
import { newRotated, planOf, updateRotated } from "./rotated-fields.js";

const create: Command = {
  names: ["rotated-secret-create-aws"],
  write: true,
  async run(call) {
    const { fields, world } = call;
    call.freePath("items", "item-rule");
    const rotatorType = fields.required("rotator-type");
    if (rotatorType !== "target" && rotatorType !== "api-key") {
      throw invalidRequest("rotator-type should be target or api-key");
    }
    const target = ofAws(call.target("read", "target-name"));
    const plan = planOf(call);
    const { keys, owned } =
      rotatorType === "target" ? { keys: ownKeys(target), owned: false } : await apiKey(call, target);
    const item: AwsRotatedItem = {
      // The name is looked at again: making a key has taken time.
      ...newRotated(call, plan, keys),
      kind: "rotated-aws",
      targetId: target.id,
      rotatorType,
      region: fields.text("aws-region") ?? "us-east-2",
      ownsKey: owned,
      madeKeyIds: new Set(owned ? [keys.accessKeyId] : []),
      previousKeyId: null,
      previousKeyUntil: null,
    };
    world.store.items.add(item);
    return { name: item.name };
  },
};

function ownKeys(target: AwsTarget): AwsKeys {
  const { details } = newest(target.versions);
  if (details.useGatewayIdentity || !details.keys) {
    throw invalidRequest(`target ${target.name} uses the gateway's own identity and holds no key to rotate`);
  }
  return details.keys;
}

/** The key that an api-key rotator starts with: the one given, or a new one of the target's own user. */
async function apiKey(call: CommandCall, target: AwsTarget): Promise<{ keys: AwsKeys; owned: boolean }> {
  const { fields, world } = call;
  const id = fields.text("api-id");
  const secret = fields.text("api-key");
  if (id !== undefined && secret !== undefined) {
    const keys = { accessKeyId: id, secretAccessKey: world.secrets.keep(secret), sessionToken: null };
    return { keys, owned: false };
  }
  return world.locks.run(targetLock(target.id), async () => {
    const through = await targetKeys(world, target);
    try {
      const keys = await world.aws.as(through.keys, through.region, async (clients) => {
        const userName = await callersUserName(clients.sts);
        if (userName === undefined) throw invalidRequest(`target ${target.name} does not act as an IAM user`);
        return createKey(clients, world.secrets, userName, await keyIds(clients.iam, userName));
      });
      return { keys, owned: true };
    } catch (error) {
      if (error instanceof GatewayRefusal) throw error;
      throw new GatewayRefusal(400, `failed to create an access key: ${awsSaid(error)}`);
    }
  });
}

/** Takes over a key that an update brings, if it is another one. */
function replaceKey({ fields, world, caller }: CommandCall, item: AwsRotatedItem): void {
  const id = fields.text("api-id");
  const secret = fields.text("api-key");
  if (item.rotatorType !== "api-key" || id === undefined || secret === undefined) return;
  const last = newest(item.versions);
  if (last.keys.accessKeyId === id && last.keys.secretAccessKey.reveal() === secret) return;
  const keys = { accessKeyId: id, secretAccessKey: world.secrets.keep(secret), sessionToken: null };
  item.versions = [
    ...item.versions,
    { version: last.version + 1, keys, createdAt: world.clock.now(), accessId: caller.accessId },
  ].slice(-item.maxVersions);
}

const update: Command = {
  names: ["rotated-secret-update-aws"],
  write: true,
  success: 201,
  run(call) {
    const item = call.itemOf("update", ["rotated-aws"]);
    return call.world.locks.run(itemLock(item.id), async () => {
      updateRotated(call, item);
      item.region = call.fields.text("aws-region") ?? item.region;
      replaceKey(call, item);
      return { name: item.name };
    });
  },
};

export const awsRotatedCommands = [create, update];
