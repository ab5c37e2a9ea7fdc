import type { CommandCall } from "../command.js";
import type { KindSettings } from "../kinds/field.js";
import { REMOTE_ACCESS } from "../kinds/remote-access.js";
import { kindSettingsOf } from "../kinds/settings.js";
import { randomId } from "../random-text.js";
import type { StoredItem } from "../records/item.js";
import { GatewayRefusal } from "../refusal.js";
import { DEFAULT_MAX_VERSIONS, maxVersionsOf } from "./target-fields.js";

/** What every new item has, from the fields that every create command has. */
export function newItem(call: CommandCall, name: string) {
  const { fields, world } = call;
  const id = world.store.nextId();
  const now = call.now();
  return {
    id,
    displayId: `${randomId(20)}-${id}`,
    name,
    description: fields.text("description") ?? fields.text("metadata") ?? "",
    tags: unique(fields.list("tags")),
    protectionKey:
      fields.text("protection_key") ??
      fields.text("key") ??
      fields.text("producer-encryption-key-name") ??
      // So PostgreSQL's dynamic secrets call it.
      fields.text("producer-encryption-key") ??
      "",
    deleteProtection: fields.flag("delete_protection") ?? false,
    maxVersions: maxVersionsOf(call, DEFAULT_MAX_VERSIONS),
    customFields: fields.map("item-custom-fields"),
    remoteAccess: kindSettingsOf(REMOTE_ACCESS, call),
    createdAt: now,
    modifiedAt: now,
    accessedAt: now,
  };
}

/** Applies what every update command may say; what is not given stays. */
export function updateItem(call: CommandCall, item: StoredItem): void {
  const { fields } = call;
  call.rename("items", "item-rule", item);
  item.description = fields.description("description", "new-metadata", "metadata") ?? item.description;
  item.deleteProtection = fields.flag("delete_protection") ?? item.deleteProtection;
  item.maxVersions = maxVersionsOf(call, item.maxVersions);
  item.protectionKey =
    fields.text("key") ??
    fields.text("producer-encryption-key-name") ??
    fields.text("producer-encryption-key") ??
    item.protectionKey;
  if (Object.keys(fields.map("item-custom-fields")).length > 0)
    item.customFields = fields.map("item-custom-fields");
  item.remoteAccess = { ...unmentioned(call, item.remoteAccess), ...kindSettingsOf(REMOTE_ACCESS, call) };
  const dropped = new Set(fields.list("rm-tag"));
  item.tags = unique([...item.tags.filter((tag) => !dropped.has(tag)), ...fields.list("add-tag")]);
  if (fields.has("tags")) item.tags = unique(fields.list("tags"));
  item.modifiedAt = call.now();
}

/** What an update does not mention at all; what it mentions as empty is gone. */
export function unmentioned({ fields }: CommandCall, settings: KindSettings): KindSettings {
  return Object.fromEntries(Object.entries(settings).filter(([wire]) => !fields.has(wire)));
}

/** Refuses to delete an item that is protected. */
export function requireDeletable(item: StoredItem): void {
  if (item.deleteProtection) {
    throw new GatewayRefusal(400, `failed to delete item: item ${item.name} is protected from deletion`);
  }
}

const unique = (tags: readonly string[]): string[] => [...new Set(tags)];
