import { rotateAdmin } from "../admin-rotation.js";
import type { Command, CommandCall } from "../command.js";
import { textIn } from "../kinds/settings.js";
import {
  isRotated,
  type KeptRotatedItem,
  ROTATED,
  type RotatedItem,
  type RotatedVersion,
} from "../records/item.js";
import { newest } from "../records/target.js";
import { invalidRequest, notFound } from "../refusal.js";
import { removeOwnKeys, rotate } from "../rotation.js";
import { keptTargetOf, pairOf } from "../rotation-kept.js";
import { itemReply } from "../wire/item.js";
import { requireDeletable } from "./item-fields.js";
import { dropItem } from "./items.js";

/** Rotates a rotated secret's key, or what a dynamic secret itself works with. Answers when it is done. */
const rotateNow: Command = {
  names: ["gateway-rotate-secret"],
  write: true,
  async run(call) {
    const item = call.item("update");
    if (item.kind === "static") throw invalidRequest(`item ${item.name} cannot be rotated`);
    if ("issued" in item) await rotateAdmin(call.world, item);
    else await rotate(call.world, item, call.caller.accessId);
    return { name: item.name };
  },
};

/** The value of a rotated secret. What is a target's own is told as the target holds it now. */
function value(call: CommandCall, item: RotatedItem): Record<string, unknown> {
  const wanted = call.fields.count("version");
  item.accessedAt = call.now();
  if (item.kind === "rotated-kept") return keptValue(call, item, wanted);
  if (item.kind === "rotated-custom") return { value: { payload: at(call, item, wanted).payload.reveal() } };
  const target = call.world.store.targets.byId(item.targetId);
  const held = target?.kind === "aws" && newest(target.versions).details.keys;
  const keys = wanted === undefined && item.rotatorType === "target" && held ? held : at(call, item, wanted);
  return { value: { username: keys.accessKeyId, password: keys.secretAccessKey.reveal() } };
}

function keptValue(
  call: CommandCall,
  item: KeptRotatedItem,
  wanted: number | undefined,
): Record<string, unknown> {
  const ofTarget = wanted === undefined && item.rotatorType === "target";
  const { username, password } = ofTarget
    ? pairOf(item, keptTargetOf(call.world, item))
    : at(call, item, wanted);
  const more = Object.entries(item.of.rotators[item.rotatorType]?.more ?? {});
  return {
    value: {
      username,
      password: password.reveal(),
      ...Object.fromEntries(more.map(([wire, name]) => [name, textIn(item.settings, wire)])),
    },
  };
}

/** What was held at a version; the newest unless one is wanted. */
function at<D>(
  call: CommandCall,
  { name, versions }: { readonly name: string; readonly versions: readonly RotatedVersion<D>[] },
  wanted: number | undefined,
): D {
  if (wanted === undefined) return newest(versions).keys;
  const version = versions.find((candidate) => candidate.version === wanted);
  if (!version) throw notFound(call.asker, "item", `${name} version ${wanted}`);
  return version.keys;
}

const getValue: Command = {
  names: ["rotated-secret-get-value"],
  write: false,
  run: (call) => value(call, call.itemOf("read", ROTATED)),
};

/** The older form: the name is in `names`, which is a plain text. */
const getValueOld: Command = {
  names: ["get-rotated-secret-value"],
  write: false,
  about: "names",
  run: (call) => value(call, call.itemOf("read", ROTATED, "names")),
};

const remove: Command = {
  names: ["rotated-secret-delete"],
  write: true,
  async run(call) {
    const item = call.itemOf("delete", ROTATED);
    requireDeletable(item);
    if (item.kind === "rotated-aws")
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
      .filter(isRotated)
      .filter((item) => call.world.access.allows(call.caller, "list", "item-rule", item.name))
      .map((item) => itemReply(call, item)),
    producers_errors: null,
  }),
};

export const rotatedSecretCommands = [rotateNow, getValue, getValueOld, remove, list];
