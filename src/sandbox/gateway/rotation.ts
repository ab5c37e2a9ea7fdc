import type { IAMClient } from "@aws-sdk/client-iam";
import { awsErrorCode, awsSaid } from "./effects/aws-error.js";
import { callersUserName } from "./effects/caller.js";
import { whileKeyIsUnknown } from "./effects/patience.js";
import { RotationFailed, remove, rotateAccessKey } from "./effects/rotate-access-key.js";
import { targetKeys, type UsableKeys } from "./effects/target-keys.js";
import { userNameOfKey } from "./effects/user-of-key.js";
import { itemLock, targetLock } from "./locks.js";
import type { AwsRotatedItem, RotatedItem } from "./records/item.js";
import { type AwsKeys, type AwsTarget, newest, withVersion } from "./records/target.js";
import { GatewayRefusal } from "./refusal.js";
import { rotateCustom } from "./rotation-custom.js";
import { rotateKept } from "./rotation-kept.js";
import { nextBy, nextRotation } from "./rotation-time.js";
import { ofAws } from "./typed-target.js";
import type { GatewayWorld } from "./world.js";

/** How long a failed scheduled rotation waits for its next attempt. */
const RETRY_MS = 3_600_000;

/**
 * Rotates an item's key now. One rotation per item at a time, and none while the target's credentials are in use:
 * a second one waits for the first. Throws a refusal that says what went wrong; then nothing has changed, except
 * that the item remembers the error.
 */
export function rotate(world: GatewayWorld, item: RotatedItem, accessId: string): Promise<void> {
  return world.locks.run(itemLock(item.id), () => rotateAlone(world, item, accessId));
}

async function rotateAlone(world: GatewayWorld, item: RotatedItem, accessId: string): Promise<void> {
  item.status = "RotationInProgress";
  try {
    if (item.kind === "rotated-kept") await rotateKept(world, item, accessId);
    else if (item.kind === "rotated-custom") await rotateCustom(world, item, accessId);
    else {
      const target = requireTarget(world, item);
      await world.locks.run(targetLock(target.id), () => rotateLocked(world, item, target, accessId));
    }
  } catch (error) {
    const told = error instanceof RotationFailed || error instanceof GatewayRefusal;
    item.status = "RotationFailed";
    item.lastError = told ? error.message : awsSaid(error);
    world.events.add("rotation-failed", item.name);
    throw new GatewayRefusal(400, `failed to rotate secret ${item.name}: ${item.lastError}`);
  }
}

/** Rotates an item because it is due, unless another caller has done so meanwhile. A failure is kept for the reader. */
export function rotateIfDue(world: GatewayWorld, item: RotatedItem): Promise<void> {
  return world.locks.run(itemLock(item.id), async () => {
    if (!item.nextRotationAt || item.nextRotationAt > world.clock.now()) return;
    try {
      await rotateAlone(world, item, "gateway");
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      item.nextRotationAt = new Date(world.clock.now().getTime() + RETRY_MS);
    }
  });
}

async function rotateLocked(
  world: GatewayWorld,
  item: AwsRotatedItem,
  target: AwsTarget,
  accessId: string,
): Promise<void> {
  if (item.rotatorType === "target" && newest(target.versions).details.useGatewayIdentity) {
    throw new RotationFailed(`target ${target.name} uses the gateway's own identity and holds no key`);
  }
  const through = await targetKeys(world, target);
  const current = item.rotatorType === "target" ? through.keys : newest(item.versions).keys;
  const manager: UsableKeys = managesItself(item) ? { ...through, keys: current } : through;
  const userName = await managedUser(world, item, current, manager);
  const leave = world.foreignKeys === "leave" && !item.madeKeyIds.has(current.accessKeyId);
  const { fresh, stillThere, trouble } = await rotateAccessKey(world.aws, world.secrets, world.sleep, {
    current,
    manager: manager.keys,
    userName,
    region: manager.region,
    previousKeyId: item.previousKeyId,
    keepCurrent: item.grace || leave,
    patienceMs: manager.patienceMs,
    adopt: (keys) => adopt(world, item, target, keys, accessId),
  });
  item.previousKeyId = leave ? null : stillThere;
  item.previousKeyUntil = item.grace && item.graceDays > 0 ? graceEnd(world, item) : null;
  item.lastError = trouble ?? "";
  item.status = "RotationSucceeded";
  const keys = { from: current.accessKeyId, to: fresh.accessKeyId };
  world.events.add("rotated", item.name, {
    ...keys,
    ...(item.grace && item.previousKeyId !== null && { keptUntil: item.previousKeyUntil }),
  });
}

/** From here on the new key is the one in use. Nothing in here waits, so no reader sees half of it. */
function adopt(
  world: GatewayWorld,
  item: AwsRotatedItem,
  target: AwsTarget,
  keys: AwsKeys,
  accessId: string,
): void {
  const now = world.clock.now();
  if (item.rotatorType === "target") {
    const last = newest(target.versions);
    const details = { ...last.details, keys };
    const next = { version: last.version + 1, details, createdAt: now, accessId };
    target.versions = withVersion(target.versions, next, true, target.maxVersions);
    target.modifiedAt = now;
  }
  item.madeKeyIds.add(keys.accessKeyId);
  const next = { version: newest(item.versions).version + 1, keys, createdAt: now, accessId };
  item.versions = withVersion(item.versions, next, true, item.maxVersions);
  item.modifiedAt = now;
  item.lastRotationAt = now;
  item.nextRotationAt = nextBy(item, now);
}

/** Deletes a key whose grace time is over. A failure is kept with the item, and the key for the next rotation. */
export function endGrace(world: GatewayWorld, item: AwsRotatedItem): Promise<void> {
  return world.locks.run(itemLock(item.id), async () => {
    const keyId = item.previousKeyId;
    if (!keyId || !item.previousKeyUntil || item.previousKeyUntil > world.clock.now()) return;
    item.previousKeyUntil = null;
    try {
      const target = requireTarget(world, item);
      await world.locks.run(targetLock(target.id), async () => {
        await removeAsRotated(world, item, await targetKeys(world, target), keyId);
      });
      item.previousKeyId = null;
    } catch (error) {
      item.lastError = `failed to delete the previous access key: ${error instanceof GatewayRefusal ? error.message : awsSaid(error)}`;
    }
  });
}

/** Deletes a key of the user whose key is rotated, as whoever rotates it. */
async function removeAsRotated(
  world: GatewayWorld,
  item: AwsRotatedItem,
  through: UsableKeys,
  keyId: string,
): Promise<void> {
  const current = item.rotatorType === "target" ? through.keys : newest(item.versions).keys;
  const manager = managesItself(item) ? { ...through, keys: current } : through;
  const userName = await managedUser(world, item, current, manager);
  await world.aws.as(manager.keys, manager.region, ({ iam }) =>
    whileKeyIsUnknown(world.sleep, manager.patienceMs, () => remove(iam, userName, keyId)),
  );
}

/**
 * Deletes what the item would leave behind in AWS: the previous key, if one is left, and the present one if the
 * gateway made the item's first key itself. With `force`, a failure does not matter.
 */
export function removeOwnKeys(world: GatewayWorld, item: AwsRotatedItem, force: boolean): Promise<void> {
  const present = item.ownsKey ? newest(item.versions).keys.accessKeyId : null;
  const previous = item.previousKeyId;
  if (previous === null && present === null) return Promise.resolve();
  return world.locks.run(itemLock(item.id), async () => {
    try {
      const target = requireTarget(world, item);
      await world.locks.run(targetLock(target.id), async () => {
        const through = await targetKeys(world, target);
        if (previous !== null) await removeAsRotated(world, item, through, previous);
        if (present === null) return;
        await world.aws.as(through.keys, through.region, ({ iam }) =>
          whileKeyIsUnknown(world.sleep, through.patienceMs, () => removeWhosever(iam, present)),
        );
      });
      item.previousKeyId = null;
    } catch (error) {
      if (force) return;
      const why = error instanceof GatewayRefusal ? error.message : awsSaid(error);
      throw new GatewayRefusal(400, `failed to delete the access key of ${item.name}: ${why}`);
    }
  });
}

/**
 * Deletes a key of which only the id is known; one that is gone already is as good. IAM does not tell a key that is
 * gone from one that may not be asked about: both are AccessDenied.
 */
async function removeWhosever(iam: IAMClient, keyId: string): Promise<void> {
  try {
    const userName = await userNameOfKey(iam, keyId);
    if (userName !== undefined) await remove(iam, userName, keyId);
  } catch (error) {
    if (!["NoSuchEntity", "AccessDenied"].includes(awsErrorCode(error) ?? "")) throw error;
  }
}

function graceEnd(world: GatewayWorld, item: AwsRotatedItem): Date {
  return nextRotation(world.clock.now(), item.graceDays, item.graceHour);
}

function requireTarget(world: GatewayWorld, item: AwsRotatedItem): AwsTarget {
  const target = world.store.targets.byId(item.targetId);
  if (!target) throw new GatewayRefusal(400, `item ${item.name} has no target any more`);
  return ofAws(target);
}

/** Whether the key that is rotated also signs the calls that rotate it. */
function managesItself(item: AwsRotatedItem): boolean {
  return item.rotatorType === "target" || item.authentication !== "use-target-creds";
}

/** The IAM user whose key it is. */
async function managedUser(
  world: GatewayWorld,
  item: AwsRotatedItem,
  current: AwsKeys,
  manager: UsableKeys,
): Promise<string> {
  const userName = await world.aws.as(manager.keys, manager.region, ({ iam, sts }) =>
    whileKeyIsUnknown(world.sleep, manager.patienceMs, () =>
      managesItself(item) ? callersUserName(sts) : userNameOfKey(iam, current.accessKeyId),
    ),
  );
  if (userName === undefined) throw new RotationFailed("the credentials are not those of an IAM user");
  return userName;
}
