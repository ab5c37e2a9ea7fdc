import { awsSaid } from "./effects/aws-error.js";
import { callersUserName } from "./effects/caller.js";
import { RotationFailed, rotateAccessKey } from "./effects/rotate-access-key.js";
import { callRotate } from "./effects/webhook.js";
import { itemLock } from "./locks.js";
import type { AwsDynamicItem, DynamicItem } from "./records/item.js";
import type { AwsKeys } from "./records/target.js";
import { GatewayRefusal } from "./refusal.js";
import { nextRotation } from "./rotation-time.js";
import type { GatewayWorld } from "./world.js";

/** How long a failed scheduled rotation waits for its next attempt. */
const RETRY_MS = 3_600_000;

/**
 * Rotates what a dynamic secret itself works with: the payload of a custom one (by its rotate webhook), the inline
 * key of an AWS one. Throws a refusal that says what went wrong; then nothing has changed.
 */
export function rotateAdmin(world: GatewayWorld, item: DynamicItem): Promise<void> {
  return world.locks.run(itemLock(item.id), async () => {
    try {
      if (item.kind === "dynamic-kept") {
        throw new RotationFailed("this sandbox knows nothing by which such a dynamic secret works");
      }
      const keys = item.kind === "dynamic-aws" ? await rotateInline(world, item) : {};
      if (item.kind === "dynamic-custom") {
        item.payload = world.secrets.keep(await callRotate(world, item));
      }
      item.failure = "";
      item.lastAdminRotation = world.clock.now();
      item.nextAdminRotation = nextAdminRotation(item, item.lastAdminRotation);
      world.events.add("rotated", item.name, keys);
    } catch (error) {
      item.failure =
        error instanceof RotationFailed || error instanceof GatewayRefusal ? error.message : awsSaid(error);
      world.events.add("rotation-failed", item.name);
      throw new GatewayRefusal(400, `failed to rotate secret ${item.name}: ${item.failure}`);
    }
  });
}

/** Rotates because it is due; a failure is kept with the item and tried again in an hour. */
export async function rotateAdminIfDue(world: GatewayWorld, item: DynamicItem): Promise<void> {
  if (!item.nextAdminRotation || item.nextAdminRotation > world.clock.now()) return;
  try {
    await rotateAdmin(world, item);
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    item.nextAdminRotation = new Date(world.clock.now().getTime() + RETRY_MS);
  }
}

/** When the next rotation is due after `from`; null without a schedule. */
export function nextAdminRotation(
  item: Pick<DynamicItem, "enableAdminRotation" | "adminRotationDays">,
  from: Date,
): Date | null {
  if (!item.enableAdminRotation || item.adminRotationDays === 0) return null;
  return nextRotation(from, item.adminRotationDays, from.getUTCHours());
}

async function rotateInline(
  world: GatewayWorld,
  item: AwsDynamicItem,
): Promise<{ from: string; to: string }> {
  const current = item.config.inlineKeys;
  if (!current) throw new RotationFailed("the dynamic secret works with a target; rotate the target's key");
  const { region } = item.config;
  const userName = await world.aws.as(current, region, ({ sts }) => callersUserName(sts));
  if (userName === undefined) throw new RotationFailed("the credentials are not those of an IAM user");
  const { fresh } = await rotateAccessKey(world.aws, world.secrets, world.sleep, {
    current,
    manager: current,
    userName,
    region,
    previousKeyId: null,
    keepCurrent: false,
    patienceMs: 0,
    adopt: (keys: AwsKeys) => {
      item.config = { ...item.config, inlineKeys: keys };
    },
  });
  return { from: current.accessKeyId, to: fresh.accessKeyId };
}
