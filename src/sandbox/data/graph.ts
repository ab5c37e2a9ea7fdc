import { SecretText } from "../../domain/secret-text.js";

/** How the objects of one class are written and read. */
export interface KeptClass<T extends object = object> {
  readonly is: (value: object) => value is T;
  readonly take: (object: T) => unknown;
  readonly make: (taken: unknown) => T;
}

/** What a graph may hold beside plain values. */
export interface KeptWords {
  /** Objects that every process has, such as the tables of kinds: written by their name. */
  readonly constants: ReadonlyMap<string, object>;
  readonly classes: Readonly<Record<string, KeptClass>>;
}

type Slot = string | number | boolean | null | { readonly is: number } | { readonly un: "defined" };
type Node =
  | { readonly list: readonly Slot[] }
  | { readonly map: readonly (readonly [Slot, Slot])[] }
  | { readonly set: readonly Slot[] }
  | { readonly fields: Readonly<Record<string, Slot>> }
  | { readonly date: string }
  | { readonly bytes: string }
  | { readonly secret: string }
  | { readonly constant: string }
  | { readonly of: string; readonly taken: Slot };

/** Objects that refer to one another, as JSON can hold them. */
export interface WrittenGraph {
  readonly root: Slot;
  readonly nodes: readonly Node[];
}

/**
 * Writes a value with all that it refers to. What is one object stays one, however often it is referred to; dates,
 * maps, sets, bytes, secrets and missing fields stay what they are.
 * @throws TypeError for an object of a class that is not among the words, or a function.
 */
export function writeGraph(value: unknown, { constants, classes }: KeptWords): WrittenGraph {
  const nodes: Node[] = [];
  const places = new Map<object, number>();
  const names = new Map([...constants].map(([name, constant]) => [constant, name]));

  const slot = (part: unknown): Slot => {
    if (part === undefined) return { un: "defined" };
    if (part === null || typeof part === "string" || typeof part === "number" || typeof part === "boolean") {
      return part;
    }
    if (typeof part !== "object") throw new TypeError(`a ${typeof part} cannot be kept`);
    const known = places.get(part);
    if (known !== undefined) return { is: known };
    const place = nodes.length;
    places.set(part, place);
    nodes.push({ list: [] });
    nodes[place] = node(part);
    return { is: place };
  };
  const node = (part: object): Node => {
    const constant = names.get(part);
    if (constant !== undefined) return { constant };
    if (part instanceof SecretText) return { secret: part.reveal() };
    if (part instanceof Date) return { date: part.toISOString() };
    if (part instanceof Uint8Array) return { bytes: Buffer.from(part).toString("base64") };
    if (part instanceof Map) return { map: [...part].map(([key, item]) => [slot(key), slot(item)] as const) };
    if (part instanceof Set) return { set: [...part].map(slot) };
    if (Array.isArray(part)) return { list: part.map(slot) };
    for (const [of, kept] of Object.entries(classes)) {
      if (kept.is(part)) return { of, taken: slot(kept.take(part)) };
    }
    const prototype: unknown = Object.getPrototypeOf(part);
    if (prototype !== Object.prototype && prototype !== null) {
      throw new TypeError(`a ${part.constructor.name} cannot be kept`);
    }
    return { fields: Object.fromEntries(Object.entries(part).map(([name, item]) => [name, slot(item)])) };
  };
  return { root: slot(value), nodes };
}

/**
 * Reads what {@link writeGraph} has written.
 * @throws TypeError for a constant or a class that is not among the words, or anything else that was not written so.
 */
export function readGraph({ root, nodes }: WrittenGraph, { constants, classes }: KeptWords): unknown {
  const made = new Map<number, unknown>();

  const value = (slot: Slot): unknown => {
    if (typeof slot !== "object" || slot === null) return slot;
    if ("un" in slot) return undefined;
    if (!made.has(slot.is)) read(slot.is);
    return made.get(slot.is);
  };
  const read = (place: number): void => {
    const node = nodes[place];
    if (node === undefined) throw new TypeError(`there is no object ${place}`);
    const keep = <T>(object: T): T => {
      made.set(place, object);
      return object;
    };
    // A collection is known before what is in it: its members may refer to it.
    if ("list" in node) {
      const list = keep<unknown[]>([]);
      for (const item of node.list) list.push(value(item));
    } else if ("map" in node) {
      const map = keep(new Map<unknown, unknown>());
      for (const [key, item] of node.map) map.set(value(key), value(item));
    } else if ("set" in node) {
      const set = keep(new Set<unknown>());
      for (const item of node.set) set.add(value(item));
    } else if ("fields" in node) {
      const fields = keep<Record<string, unknown>>({});
      for (const [name, item] of Object.entries(node.fields)) fields[name] = value(item);
    } else if ("date" in node) keep(new Date(node.date));
    else if ("bytes" in node) keep(Buffer.from(node.bytes, "base64"));
    else if ("secret" in node) keep(new SecretText(node.secret));
    else if ("constant" in node) keep(wordOf(constants.get(node.constant), node.constant));
    else keep(wordOf(classes[node.of], node.of).make(value(node.taken)));
  };
  return value(root);
}

function wordOf<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new TypeError(`${name} is not known`);
  return found;
}
