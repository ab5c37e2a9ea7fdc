import { NOUN, type RuleType } from "./access.js";
import type { Fields } from "./fields.js";
import type { Item } from "./records/item.js";
import type { Capability } from "./records/role.js";
import type { Target } from "./records/target.js";
import { type Asker, alreadyExists, invalid, notFound, notPermitted } from "./refusal.js";
import type { Caller } from "./session.js";
import type { World } from "./world.js";

/** One command of the API: `POST /<name>`. */
export interface Command {
  /** The name, then older names of the very same command. */
  readonly names: readonly string[];
  /** Whether it can change anything, here or in AWS. */
  readonly write: boolean;
  /** The field that names the object it is about, for the log. Default: `name`. */
  readonly about?: string;
  /** Status of success. Default: 200. */
  readonly success?: number;
  run(call: Call): unknown;
}

/** A command that needs no token. */
export interface OpenCommand extends Omit<Command, "run"> {
  runOpen(fields: Fields, world: World): unknown;
}

/** One call of a command, by a caller with a valid token. */
export class Call {
  readonly fields: Fields;
  readonly caller: Caller;
  readonly token: string;
  readonly world: World;

  constructor(fields: Fields, caller: Caller, token: string, world: World) {
    this.fields = fields;
    this.caller = caller;
    this.token = token;
    this.world = world;
  }

  get asker(): Asker {
    return { accountId: this.world.accountId, accessId: this.caller.accessId };
  }

  now(): Date {
    return this.world.clock.now();
  }

  /** The target that field `field` names, if the caller may use `capability` on it. */
  target(capability: Capability, field = "name"): Target {
    return this.found("targets", "target-rule", capability, this.fields.path(field));
  }

  /** The item that field `field` names, if the caller may use `capability` on it. */
  item(capability: Capability, field = "name"): Item {
    return this.found("items", "item-rule", capability, this.fields.path(field));
  }

  /** The item that field `field` names, which must be of one of these kinds. */
  itemOf<K extends Item["kind"]>(
    capability: Capability,
    kinds: readonly K[],
    field = "name",
  ): Extract<Item, { kind: K }> {
    const item = this.item(capability, field);
    if (!isOf(item, kinds)) throw invalid(`item ${item.name} is of another type`);
    return item;
  }

  /**
   * The object at `path`. A caller who may not list there is told 401 instead of 404: whether something exists is
   * itself something to know.
   */
  found<K extends "targets" | "items" | "authMethods" | "roles">(
    shelf: K,
    type: RuleType,
    capability: Capability,
    path: string,
  ): NonNullable<ReturnType<World["store"][K]["byName"]>> {
    const object = this.world.store[shelf].byName(path);
    if (!object) {
      const mayKnow = this.world.access.allows(this.caller, "list", type, path);
      throw mayKnow ? notFound(this.asker, NOUN[type], path) : notPermitted(this.asker, NOUN[type], path);
    }
    this.world.access.require(this.caller, capability, type, path);
    return object as NonNullable<ReturnType<World["store"][K]["byName"]>>;
  }

  /** The path of an object to be made: the caller may make it, and the name is free. */
  freePath(shelf: "targets" | "items" | "authMethods" | "roles", type: RuleType, field = "name"): string {
    const path = this.fields.path(field);
    this.world.access.require(this.caller, "create", type, path);
    if (this.world.store[shelf].byName(path)) throw alreadyExists(NOUN[type], path);
    return path;
  }

  /** Renames an object if the call gives it a new name. */
  rename(
    shelf: "targets" | "items" | "authMethods" | "roles",
    type: RuleType,
    object: { name: string },
  ): void {
    const path = this.fields.optionalPath("new-name");
    if (path === undefined || path === object.name) return;
    object.name = this.freePath(shelf, type, "new-name");
  }
}

function isOf<K extends Item["kind"]>(item: Item, kinds: readonly K[]): item is Extract<Item, { kind: K }> {
  return (kinds as readonly string[]).includes(item.kind);
}
