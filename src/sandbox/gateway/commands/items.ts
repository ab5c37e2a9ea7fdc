import type { Command, CommandCall } from "../command.js";
import { revokeAll } from "../issuing.js";
import { itemLock } from "../locks.js";
import type { StoredItem } from "../records/item.js";
import { newest } from "../records/target.js";
import { invalidRequest, notFound } from "../refusal.js";
import { itemReply } from "../wire/item.js";
import { itemType } from "../wire/item-type.js";
import { requireDeletable, updateItem } from "./item-fields.js";
import { tokenPage } from "./page.js";

const describe: Command = {
  names: ["describe-item"],
  write: false,
  run: (call) =>
    itemReply(call, call.item("read"), {
      versions: call.fields.flag("show-versions"),
      customFields: call.fields.flag("item-custom-fields-details"),
    }),
};

const update: Command = {
  names: ["update-item"],
  write: true,
  run(call) {
    const item = call.item("update");
    updateItem(call, item);
    if (item.kind === "static") item.notifyOnChange = call.fields.flag("change-event") ?? item.notifyOnChange;
    return { updated: true };
  },
};

/** Deletes an item. What a dynamic secret has issued is taken back first; if that fails, the item stays. */
export async function dropItem(call: CommandCall, item: StoredItem): Promise<void> {
  await call.world.locks.run(itemLock(item.id), async () => {
    requireDeletable(item);
    if ("issued" in item) await revokeAll(call.world, item);
    call.world.store.items.remove(item);
  });
}

const remove: Command = {
  names: ["delete-item"],
  write: true,
  async run(call) {
    const item = call.item("delete");
    const version = call.fields.integer("version") ?? -1;
    if (version !== -1) return removeVersion(call, item, version);
    await dropItem(call, item);
    return {
      item_id: item.id,
      item_name: item.name,
      deletion_date: call.now().toISOString(),
      version_deleted: -1,
    };
  },
};

/** Deletes one version of a static secret; 0 is the last one. The only version goes with the whole item. */
function removeVersion(call: CommandCall, item: StoredItem, version: number) {
  requireDeletable(item);
  if (item.kind !== "static") throw invalidRequest(`item ${item.name} has no versions that can be deleted`);
  const wanted = version === 0 ? newest(item.versions).version : version;
  const left = item.versions.filter((candidate) => candidate.version !== wanted);
  if (left.length === item.versions.length)
    throw notFound(call.asker, "item", `${item.name} version ${wanted}`);
  if (left.length === 0) call.world.store.items.remove(item);
  else item.versions = left;
  return {
    item_id: item.id,
    item_name: item.name,
    deletion_date: call.now().toISOString(),
    version_deleted: wanted,
  };
}

const removeAll: Command = {
  names: ["delete-items"],
  write: true,
  about: "path",
  async run(call) {
    const folder = call.fields.optionalPath("path");
    const named = call.fields.list("item").map((name) => (name.startsWith("/") ? name : `/${name}`));
    const items = call.world.store.items
      .all()
      .filter(({ name }) => named.includes(name) || (folder !== undefined && name.startsWith(`${folder}/`)));
    for (const item of items) call.world.access.require(call.caller, "delete", "item-rule", item.name);
    for (const item of items) await dropItem(call, item);
    return { deleted_items: items.map((item) => item.name), failed_items: [] };
  },
};

const getTags: Command = {
  names: ["get-tags"],
  write: false,
  run: (call) => call.item("read").tags,
};

/** The words for types that a list can be limited to. */
const LISTED_TYPE: Readonly<Record<string, string>> = {
  "static-secret": "STATIC_SECRET",
  "dynamic-secret": "DYNAMIC_SECRET",
  "rotated-secret": "ROTATED_SECRET",
};

const list: Command = {
  names: ["list-items"],
  write: false,
  about: "path",
  run(call) {
    const { fields, world } = call;
    const root = (fields.text("path") ?? "/").replace(/\/*$/, "/").replace(/^(?!\/)/, "/");
    const types = fields.list("type").map((type) => LISTED_TYPE[type] ?? type);
    const after = fields.count("modified-after") ?? 0;
    const tag = fields.text("tag");
    const below = world.store.items
      .all()
      .filter((item) => item.name.startsWith(root) && item.name.includes(fields.text("filter") ?? ""))
      .filter((item) => types.length === 0 || types.includes(itemType(item)))
      .filter((item) => tag === undefined || item.tags.includes(tag))
      .filter((item) => item.modifiedAt.getTime() >= after * 1000)
      .filter((item) => world.access.allows(call.caller, "list", "item-rule", item.name));
    const made = world.store.folders.all().map(({ name }) => `${name}/`);
    const folders = new Set(
      [...below.map(({ name }) => name), ...made.filter((name) => name.startsWith(root))]
        .map((name) => name.slice(root.length))
        .filter((rest) => rest.includes("/"))
        .map((rest) => `${root}${rest.slice(0, rest.indexOf("/"))}/`),
    );
    const here = fields.flag("current-folder")
      ? below.filter((item) => !item.name.slice(root.length).includes("/"))
      : below;
    const whole = (fields.text("auto-pagination") ?? "enabled") === "enabled";
    const { entries, nextPage } = whole ? { entries: here, nextPage: "" } : tokenPage(fields, here);
    return {
      items: entries.map((item) => itemReply(call, item)),
      folders: [...folders],
      has_next: nextPage !== "",
      next_page: nextPage,
    };
  },
};

export const itemCommands = [describe, update, remove, removeAll, getTags, list];
