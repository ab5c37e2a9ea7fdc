import { NOUN, type RuleType } from "./access.js";
import type { CommandFields } from "./fields.js";
import type { StoredItem } from "./records/item.js";
import type { Capability } from "./records/role.js";
import type { StoredTarget } from "./records/target.js";
import { type Asker, alreadyExists, invalidRequest, notFound, notPermitted } from "./refusal.js";
import type { TokenCaller } from "./session.js";
import type { GatewayWorld } from "./world.js";

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
  run(call: CommandCall): unknown;
}

/** A command that needs no token. */
export interface OpenCommand extends Omit<Command, "run"> {
  /** @param address from which the request came */
  runOpen(fields: CommandFields, world: GatewayWorld, address: string): unknown;
}

/** One call of a command, by a caller with a valid token. */
export class CommandCall {
  readonly fields: CommandFields;
  readonly caller: TokenCaller;
  readonly token: string;
  readonly world: GatewayWorld;

  constructor(fields: CommandFields, caller: TokenCaller, token: string, world: GatewayWorld) {
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
  target(capability: Capability, field = "name"): StoredTarget {
    return this.found("targets", "target-rule", capability, this.fields.path(field));
  }

  /** The item that field `field` names, if the caller may use `capability` on it. */
  item(capability: Capability, field = "name"): StoredItem {
    return this.found("items", "item-rule", capability, this.fields.path(field));
  }

  /** The item that field `field` names, which must be of one of these kinds. */
  itemOf<K extends StoredItem["kind"]>(
    capability: Capability,
    kinds: readonly K[],
    field = "name",
  ): Extract<StoredItem, { kind: K }> {
    const item = this.item(capability, field);
    if (!isOf(item, kinds)) throw invalidRequest(`item ${item.name} is of another type`);
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
  ): NonNullable<ReturnType<GatewayWorld["store"][K]["byName"]>> {
    const object = this.world.store[shelf].byName(path);
    if (!object) {
      const mayKnow = this.world.access.allows(this.caller, "list", type, path);
      throw mayKnow ? notFound(this.asker, NOUN[type], path) : notPermitted(this.asker, NOUN[type], path);
    }
    this.world.access.require(this.caller, capability, type, path);
    return object as NonNullable<ReturnType<GatewayWorld["store"][K]["byName"]>>;
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
    object: { readonly id: number; readonly name: string },
  ): void {
    const path = this.fields.optionalPath("new-name");
    if (path === undefined || path === object.name) return;
    this.world.store[shelf].rename(object, this.freePath(shelf, type, "new-name"));
  }
}

function isOf<K extends StoredItem["kind"]>(
  item: StoredItem,
  kinds: readonly K[],
): item is Extract<StoredItem, { kind: K }> {
  return (kinds as readonly string[]).includes(item.kind);
}
