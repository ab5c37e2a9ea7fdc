import type { CommandCall } from "../command.js";
import { randomId } from "../random-text.js";
import type { StoredItem } from "../records/item.js";
import { GatewayRefusal, invalidRequest } from "../refusal.js";
import { DEFAULT_MAX_VERSIONS } from "./targets.js";

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
      "",
    deleteProtection: fields.flag("delete_protection") ?? false,
    maxVersions: maxVersions(call, DEFAULT_MAX_VERSIONS),
    customFields: fields.map("item-custom-fields"),
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
  item.maxVersions = maxVersions(call, item.maxVersions);
  item.protectionKey =
    fields.text("key") ?? fields.text("producer-encryption-key-name") ?? item.protectionKey;
  if (Object.keys(fields.map("item-custom-fields")).length > 0)
    item.customFields = fields.map("item-custom-fields");
  const dropped = new Set(fields.list("rm-tag"));
  item.tags = unique([...item.tags.filter((tag) => !dropped.has(tag)), ...fields.list("add-tag")]);
  if (fields.has("tags")) item.tags = unique(fields.list("tags"));
  item.modifiedAt = call.now();
}

/** Refuses to delete an item that is protected. */
export function requireDeletable(item: StoredItem): void {
  if (item.deleteProtection) {
    throw new GatewayRefusal(400, `failed to delete item: item ${item.name} is protected from deletion`);
  }
}

function maxVersions({ fields }: CommandCall, otherwise: number): number {
  const max = fields.count("max-versions") ?? otherwise;
  if (max < 1) throw invalidRequest("max-versions should be at least 1");
  return max;
}

const unique = (tags: readonly string[]): string[] => [...new Set(tags)];
