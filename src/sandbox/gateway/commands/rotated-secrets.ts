import { rotateAdmin } from "../admin-rotation.js";
import type { Command, CommandCall } from "../command.js";
import { awsSaid } from "../effects/aws-error.js";
import { callersUserName } from "../effects/caller.js";
import { create as createKey, keyIds } from "../effects/rotate-access-key.js";
import { targetKeys } from "../effects/target-keys.js";
import { itemLock, targetLock } from "../locks.js";
import type { RotatedItem } from "../records/item.js";
import { type AwsKeys, newest, type StoredTarget } from "../records/target.js";
import { GatewayRefusal, invalidRequest, notFound } from "../refusal.js";
import { removeOwnKeys, rotate } from "../rotation.js";
import { nextRotation } from "../rotation-time.js";
import { itemReply } from "../wire/item.js";
import { newItem, requireDeletable, updateItem } from "./item-fields.js";
import { dropItem } from "./items.js";

/** The hour of the day (UTC) at which a due rotation happens unless a request says otherwise. */
const DEFAULT_HOUR = 14;
const AUTHENTICATIONS = ["use-user-creds", "use-target-creds", "use-self-creds"];

/** Days between two rotations where the schedule is on and no caller has said how many: a guess of this sandbox's. */
const INTERVAL_OF_A_BARE_SCHEDULE = 30;

/**
 * The schedule of a request; what is not given stays as in `before`. Hour 0 is taken for midnight, though it is not
 * known whether the real gateway does.
 */
function schedule(
  { fields }: CommandCall,
  before: Pick<RotatedItem, "autoRotate" | "intervalDays" | "hour">,
) {
  const autoRotate = fields.flag("auto-rotate") ?? before.autoRotate;
  const given = fields.integer("rotation-interval");
  const intervalDays =
    given ?? (before.intervalDays || (autoRotate ? INTERVAL_OF_A_BARE_SCHEDULE : before.intervalDays));
  const hour = fields.integer("rotation-hour") ?? before.hour;
  const known = given !== undefined || intervalDays !== 0;
  if (known && (intervalDays < 1 || intervalDays > 365)) {
    throw invalidRequest("rotation-interval should be 1 to 365 days");
  }
  if (hour < 0 || hour > 23) throw invalidRequest("rotation-hour should be 0 to 23");
  return { autoRotate, intervalDays, hour };
}

function graceOf(
  { fields }: CommandCall,
  before: Pick<RotatedItem, "grace" | "graceDays" | "graceHour" | "graceTiming">,
) {
  return {
    grace: fields.flag("grace-rotation") ?? before.grace,
    graceDays: fields.count("grace-rotation-interval") ?? before.graceDays,
    graceHour: fields.integer("grace-rotation-hour") ?? before.graceHour,
    graceTiming: fields.text("grace-rotation-timing") ?? before.graceTiming,
  };
}

function authenticationOf({ fields }: CommandCall, before: string): string {
  const authentication = fields.text("authentication-credentials") ?? before;
  if (!AUTHENTICATIONS.includes(authentication)) {
    throw invalidRequest(`authentication-credentials should be one of ${AUTHENTICATIONS.join(", ")}`);
  }
  return authentication;
}

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
    const target = call.target("read", "target-name");
    const plan = schedule(call, { autoRotate: false, intervalDays: 0, hour: DEFAULT_HOUR });
    const grace = graceOf(call, { grace: false, graceDays: 0, graceHour: 0, graceTiming: "after" });
    const authentication = authenticationOf(call, "use-user-creds");
    const { keys, owned } =
      rotatorType === "target" ? { keys: ownKeys(target), owned: false } : await apiKey(call, target);
    const now = call.now();
    // The name is looked at again: making a key has taken time.
    const item: RotatedItem = {
      ...newItem(call, call.freePath("items", "item-rule")),
      ...plan,
      ...grace,
      kind: "rotated",
      targetId: target.id,
      rotatorType,
      authentication,
      region: fields.text("aws-region") ?? "us-east-2",
      ownsKey: owned,
      madeKeyIds: new Set(owned ? [keys.accessKeyId] : []),
      passwordLength: fields.text("password-length") ?? "",
      status: "RotationInitialStatus",
      lastError: "",
      lastRotationAt: null,
      nextRotationAt: plan.autoRotate ? nextRotation(now, plan.intervalDays, plan.hour) : null,
      previousKeyId: null,
      previousKeyUntil: null,
      versions: [{ version: 1, keys, createdAt: now, accessId: call.caller.accessId }],
    };
    world.store.items.add(item);
    return { name: item.name };
  },
};

function ownKeys(target: StoredTarget): AwsKeys {
  const { details } = newest(target.versions);
  if (details.useGatewayIdentity || !details.keys) {
    throw invalidRequest(`target ${target.name} uses the gateway's own identity and holds no key to rotate`);
  }
  return details.keys;
}

/** The key that an api-key rotator starts with: the one given, or a new one of the target's own user. */
async function apiKey(call: CommandCall, target: StoredTarget): Promise<{ keys: AwsKeys; owned: boolean }> {
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
function replaceKey({ fields, world, caller }: CommandCall, item: RotatedItem): void {
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
    const item = call.itemOf("update", ["rotated"]);
    return call.world.locks.run(itemLock(item.id), async () => {
      const { fields } = call;
      const plan = schedule(call, item);
      const grace = graceOf(call, item);
      const authentication = authenticationOf(call, item.authentication);
      updateItem(call, item);
      const replanned =
        plan.autoRotate !== item.autoRotate ||
        plan.intervalDays !== item.intervalDays ||
        plan.hour !== item.hour;
      Object.assign(item, plan, grace, { authentication });
      item.region = fields.text("aws-region") ?? item.region;
      item.passwordLength = fields.text("password-length") ?? item.passwordLength;
      if (replanned) {
        const from = item.lastRotationAt ?? call.now();
        item.nextRotationAt = item.autoRotate ? nextRotation(from, item.intervalDays, item.hour) : null;
      }
      replaceKey(call, item);
      return { name: item.name };
    });
  },
};

/** Rotates a rotated secret's key, or what a dynamic secret itself works with. Answers when it is done. */
const rotateNow: Command = {
  names: ["gateway-rotate-secret"],
  write: true,
  async run(call) {
    const item = call.item("update");
    if (item.kind === "static") throw invalidRequest(`item ${item.name} cannot be rotated`);
    if (item.kind === "rotated") await rotate(call.world, item, call.caller.accessId);
    else await rotateAdmin(call.world, item);
    return { name: item.name };
  },
};

/** The value of a rotated secret: the key's id and secret. A target's own key is told as the target holds it now. */
function value(call: CommandCall, item: RotatedItem): Record<string, unknown> {
  const wanted = call.fields.count("version");
  const target = call.world.store.targets.byId(item.targetId);
  const held = target && newest(target.versions).details.keys;
  item.accessedAt = call.now();
  if (wanted === undefined && item.rotatorType === "target" && held) return shown(held);
  const version =
    wanted === undefined
      ? newest(item.versions)
      : item.versions.find((candidate) => candidate.version === wanted);
  if (!version) throw notFound(call.asker, "item", `${item.name} version ${wanted}`);
  return shown(version.keys);
}

function shown(keys: AwsKeys): Record<string, unknown> {
  return { value: { username: keys.accessKeyId, password: keys.secretAccessKey.reveal() } };
}

const getValue: Command = {
  names: ["rotated-secret-get-value"],
  write: false,
  run: (call) => value(call, call.itemOf("read", ["rotated"])),
};

/** The older form: the name is in `names`, which is a plain text. */
const getValueOld: Command = {
  names: ["get-rotated-secret-value"],
  write: false,
  about: "names",
  run: (call) => value(call, call.itemOf("read", ["rotated"], "names")),
};

const remove: Command = {
  names: ["rotated-secret-delete"],
  write: true,
  async run(call) {
    const item = call.itemOf("delete", ["rotated"]);
    requireDeletable(item);
    await removeOwnKeys(call.world, item, call.fields.flag("force-delete") ?? false);
    await dropItem(call, item);
    return {
      item_id: item.id,
      item_name: item.name,
      deletion_date: call.now().toISOString(),
      version_deleted: -1,
    };
  },
};

const list: Command = {
  names: ["rotated-secret-list", "gateway-list-rotated-secrets"],
  write: false,
  run: (call) => ({
    producers: call.world.store.items
      .all()
      .filter((item) => item.kind === "rotated")
      .filter((item) => call.world.access.allows(call.caller, "list", "item-rule", item.name))
      .map((item) => itemReply(call, item)),
    producers_errors: null,
  }),
};

export const rotatedSecretCommands = [create, update, rotateNow, getValue, getValueOld, remove, list];
