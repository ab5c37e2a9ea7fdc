import { callRotate } from "./effects/webhook.js";
import { textIn } from "./kinds/settings.js";
import type { CustomRotatedItem } from "./records/item.js";
import { newest, withVersion } from "./records/target.js";
import { GatewayRefusal } from "./refusal.js";
import { nextBy } from "./rotation-time.js";
import { ofKind } from "./typed-target.js";
import type { GatewayWorld } from "./world.js";

/** Has the webhook at the URL of the item's target make a new payload, and keeps that as the next version. */
export async function rotateCustom(
  world: GatewayWorld,
  item: CustomRotatedItem,
  accessId: string,
): Promise<void> {
  const target = world.store.targets.byId(item.targetId);
  if (!target) throw new GatewayRefusal(400, `item ${item.name} has no target any more`);
  const rotateUrl = textIn(newest(ofKind(target, "web").versions).details, "url");
  const { name, timeoutSeconds } = item;
  const { payload } = newest(item.versions).keys;
  const fresh = await callRotate(world, { name, timeoutSeconds, rotateUrl, payload });
  const now = world.clock.now();
  const keys = { payload: world.secrets.keep(fresh) };
  const next = { version: newest(item.versions).version + 1, keys, createdAt: now, accessId };
  item.versions = withVersion(item.versions, next, true, item.maxVersions);
  item.modifiedAt = now;
  item.lastRotationAt = now;
  item.nextRotationAt = nextBy(item, now);
  item.lastError = "";
  item.status = "RotationSucceeded";
  world.events.add("rotated", item.name);
}
