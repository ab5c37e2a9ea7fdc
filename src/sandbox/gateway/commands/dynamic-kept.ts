import type { Command, CommandCall } from "../command.js";
import { DYNAMIC_KINDS, type DynamicKind } from "../kinds/dynamic-kinds.js";
import type { KindSettings } from "../kinds/field.js";
import { kindSettingsOf } from "../kinds/settings.js";
import type { KeptDynamicItem } from "../records/item.js";
import { invalidRequest } from "../refusal.js";
import { ofKind } from "../typed-target.js";
import { producerReply } from "../wire/producer.js";
import { freshIssuer, lifetime } from "./dynamic-fields.js";
import { newItem, updateItem } from "./item-fields.js";

/** What a request says, as a whole; the target that it names must be one that the kind can work with. */
function said(call: CommandCall, kind: DynamicKind) {
  const target = call.fields.text("target-name") === undefined ? null : call.target("read", "target-name");
  return {
    ...lifetime(call),
    settings: kindSettingsOf(kind.fields, call),
    targetId: target && ofKind(target, kind.target).id,
  };
}

function create(call: CommandCall, kind: DynamicKind): KeptDynamicItem {
  const item: KeptDynamicItem = {
    ...newItem(call, call.freePath("items", "item-rule")),
    ...freshIssuer,
    ...said(call, kind),
    enableAdminRotation: false,
    adminRotationDays: 0,
    nextAdminRotation: null,
    issued: [],
    kind: "dynamic-kept",
    of: kind,
  };
  call.world.store.items.add(item);
  return item;
}

/** What an update does not say of the length of passwords stays, as with AWS, which is inferred. */
function lengthBefore({ settings }: KeptDynamicItem): KindSettings {
  const length = settings["password-length"];
  return length === undefined ? {} : { "password-length": length };
}

function update(call: CommandCall, kind: DynamicKind): KeptDynamicItem {
  const item = call.itemOf("update", ["dynamic-kept"]);
  if (item.of !== kind) throw invalidRequest(`item ${item.name} is of another type`);
  const next = said(call, kind);
  updateItem(call, item);
  return Object.assign(item, next, { settings: { ...lengthBefore(item), ...next.settings } });
}

/** The commands of a kind; the older ones answer under another name. */
function commandsOf(kind: DynamicKind): Command[] {
  const made = (call: CommandCall) => producerReply(call.world, create(call, kind));
  const changed = (call: CommandCall) => producerReply(call.world, update(call, kind));
  const command = (names: readonly string[], at: string, run: (call: CommandCall) => unknown): Command => ({
    names,
    write: true,
    success: 201,
    run: (call) => ({ [at]: run(call) }),
  });
  return [
    command([kind.create], "dynamic_secret_details", made),
    command(kind.update, "dynamic_secret_details", changed),
    command([`gateway-create-producer-${kind.producer}`], "producer_details", made),
    command([`gateway-update-producer-${kind.producer}`], "producer_details", changed),
  ];
}

export const keptDynamicCommands: readonly Command[] = DYNAMIC_KINDS.flatMap(commandsOf);
