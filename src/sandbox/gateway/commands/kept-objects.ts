import type { Command, CommandCall } from "../command.js";
import { OBJECT_KINDS, type ObjectKind } from "../kinds/object-kinds.js";
import { kindSettingsOf } from "../kinds/settings.js";
import type { KeptObject } from "../records/kept-object.js";
import type { Capability } from "../records/role.js";
import { alreadyExists, GatewayRefusal, notFound } from "../refusal.js";
import { tokenPage } from "./page.js";

/** The name that a request gives in `field`; a folder's may end with a slash. */
function nameIn({ fields }: CommandCall, kind: ObjectKind, field: string): string {
  const given = fields.required(field);
  if (!kind.isPath) return given;
  const path = given.replace(/(?<=.)\/$/, "");
  return path.startsWith("/") ? path : `/${path}`;
}

function requireMay(call: CommandCall, kind: ObjectKind, capability: Capability, name: string): void {
  const { access } = call.world;
  if (kind.byItemRules) access.require(call.caller, capability, "item-rule", name);
  else access.requireAdmin(call.caller, kind.noun, name);
}

function find(call: CommandCall, kind: ObjectKind, capability: Capability): KeptObject {
  const name = nameIn(call, kind, "name");
  requireMay(call, kind, capability, name);
  const object = call.world.store[kind.shelf].byName(name);
  if (!object) throw notFound(call.asker, kind.noun, name);
  return object;
}

function freeName(call: CommandCall, kind: ObjectKind, field: string): string {
  const name = nameIn(call, kind, field);
  requireMay(call, kind, "create", name);
  if (call.world.store[kind.shelf].byName(name)) throw alreadyExists(kind.noun, name);
  return name;
}

function create(call: CommandCall, kind: ObjectKind): KeptObject {
  const { fields, world } = call;
  const name = freeName(call, kind, "name");
  kind.check?.(call);
  const now = call.now();
  return world.store[kind.shelf].add({
    id: world.store.nextId(),
    name,
    description: fields.text("description") ?? "",
    tags: [...new Set(fields.list("tags"))],
    deleteProtection: fields.flag("delete_protection") ?? false,
    settings: kindSettingsOf(kind.fields, call),
    createdAt: now,
    modifiedAt: now,
  });
}

function update(call: CommandCall, kind: ObjectKind): KeptObject {
  const { fields } = call;
  const object = find(call, kind, "update");
  kind.check?.(call);
  const settings = kindSettingsOf(kind.fields, call);
  if (fields.text("new-name") !== undefined && nameIn(call, kind, "new-name") !== object.name) {
    call.world.store[kind.shelf].rename(object, freeName(call, kind, "new-name"));
  }
  const dropped = new Set(fields.list("rm-tag"));
  object.tags = [...new Set([...object.tags.filter((tag) => !dropped.has(tag)), ...fields.list("add-tag")])];
  object.description = fields.description("description") ?? object.description;
  object.deleteProtection = fields.flag("delete_protection") ?? object.deleteProtection;
  object.settings = settings;
  object.modifiedAt = call.now();
  return object;
}

function remove(call: CommandCall, kind: ObjectKind): KeptObject {
  const object = find(call, kind, "delete");
  if (object.deleteProtection)
    throw new GatewayRefusal(400, `${kind.noun} ${object.name} is protected from deletion`);
  call.world.store[kind.shelf].remove(object);
  return object;
}

function list(call: CommandCall, kind: ObjectKind): Record<string, unknown> {
  const filter = call.fields.text("filter") ?? "";
  requireMay(call, kind, "list", "/");
  const objects = call.world.store[kind.shelf].all().filter(({ name }) => name.includes(filter));
  const { entries, nextPage } = tokenPage(call.fields, objects);
  return { [kind.shelf]: entries.map((object) => kind.reply(call, object)), next_page: nextPage };
}

function commandsOf(kind: ObjectKind): Command[] {
  const { commands, success = 200 } = kind;
  const reply = (call: CommandCall, object: KeptObject) => kind.reply(call, object);
  return [
    {
      names: [commands.create],
      write: true,
      success,
      run(call) {
        const object = create(call, kind);
        return kind.created?.(object) ?? reply(call, object);
      },
    },
    {
      names: [commands.update],
      write: true,
      success,
      run(call) {
        const object = update(call, kind);
        return kind.updated?.(object) ?? reply(call, object);
      },
    },
    {
      names: [commands.get],
      write: false,
      run(call) {
        const answer = reply(call, find(call, kind, "read"));
        return kind.got?.(answer) ?? answer;
      },
    },
    { names: [commands.delete], write: true, run: (call) => kind.deleted(remove(call, kind)) },
    ...(commands.list
      ? [{ names: [commands.list], write: false, run: (call: CommandCall) => list(call, kind) }]
      : []),
  ];
}

export const keptObjectCommands: readonly Command[] = OBJECT_KINDS.flatMap(commandsOf);
