import { numberIn, secretIn, textIn } from "./kinds/settings.js";
import { targetLock } from "./locks.js";
import { randomPassword } from "./random-text.js";
import type { KeptPair, KeptRotatedItem } from "./records/item.js";
import { type KeptTarget, newest, withVersion } from "./records/target.js";
import { GatewayRefusal } from "./refusal.js";
import { nextBy } from "./rotation-time.js";
import { ofKind } from "./typed-target.js";
import type { GatewayWorld } from "./world.js";

/** Characters of a generated password unless the item says otherwise. */
const PASSWORD_LENGTH = 16;

/** What a target holds that its own rotator rotates. */
export function pairOf(item: Pick<KeptRotatedItem, "of">, target: KeptTarget): KeptPair {
  const { username, password } = item.of.target;
  const settings = newest(target.versions).details;
  const held = secretIn(settings, password);
  if (!held) throw new GatewayRefusal(400, `target ${target.name} holds no ${password} to rotate`);
  return { username: textIn(settings, username), password: held };
}

/** The target of an item. Throws 400 where it has none any more. */
export function keptTargetOf(world: GatewayWorld, item: KeptRotatedItem): KeptTarget {
  const target = world.store.targets.byId(item.targetId);
  if (!target) throw new GatewayRefusal(400, `item ${item.name} has no target any more`);
  return ofKind(target, item.of.target.word);
}

/** Replaces the secret by random text: in the item, and where it is the target's own, in the target, too. */
export function rotateKept(world: GatewayWorld, item: KeptRotatedItem, accessId: string): Promise<void> {
  const target = keptTargetOf(world, item);
  return world.locks.run(targetLock(target.id), async () => {
    const now = world.clock.now();
    const ofTarget = item.rotatorType === "target";
    const { username } = ofTarget ? pairOf(item, target) : newest(item.versions).keys;
    const length = numberIn(item.common, "password-length") || PASSWORD_LENGTH;
    const password = world.secrets.keep(randomPassword(length));
    if (ofTarget) {
      const last = newest(target.versions);
      const details = { ...last.details, [item.of.target.password]: password };
      const next = { version: last.version + 1, details, createdAt: now, accessId };
      target.versions = withVersion(target.versions, next, true, target.maxVersions);
      target.modifiedAt = now;
    }
    const keys = { username, password };
    const next = { version: newest(item.versions).version + 1, keys, createdAt: now, accessId };
    item.versions = withVersion(item.versions, next, true, item.maxVersions);
    item.modifiedAt = now;
    item.lastRotationAt = now;
    item.nextRotationAt = nextBy(item, now);
    item.lastError = "";
    item.status = "RotationSucceeded";
    world.events.add("rotated", item.name);
  });
}
