import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { TfValue } from "../engine/index.js";
import { DecimalText, isTfList, isTfRecord } from "../engine/index.js";
import { type Attribute, type Attributes, mayReferTo, type ValueType } from "../vocabulary/index.js";
import type { DiscoveredObject } from "./discovered-object.js";
import type { WrittenValue } from "./written-value.js";

/** What a configuration says of an object. */
export interface Configuration {
  readonly object: DiscoveredObject;
  readonly arguments: readonly (readonly [attribute: string, value: WrittenValue])[];
  /** Arguments that are secrets, which were not asked for; with their versions. */
  readonly secrets: readonly string[];
}

/** Modes of what a configuration may say. */
const SAYABLE: readonly Attribute["mode"][] = ["required", "optional", "defaulted", "gatewayChosen"];

/** How references are found: whose path it is, among objects of the types that an attribute may name. */
type Find = (refersTo: string, path: string) => DiscoveredObject | undefined;

/**
 * What the configuration of each object says: all that is set and is no default, with the object itself in place of the
 * path of one that was found, too.
 */
export function configurationsOf(objects: readonly DiscoveredObject[]): readonly Configuration[] {
  const byPath = new Map<string, DiscoveredObject[]>();
  for (const object of objects) {
    const path = normalizedGatewayPath(object.identity);
    byPath.set(path, [...(byPath.get(path) ?? []), object]);
  }
  const find: Find = (refersTo, path) => {
    const there = byPath.get(normalizedGatewayPath(path)) ?? [];
    const [found, ...others] = there.filter((other) => mayReferTo(refersTo, other.table.type));
    return others.length === 0 ? found : undefined;
  };
  const referred = new Map(objects.map((object) => [object, referredBy(object, find)]));
  return objects.map((object) =>
    configurationOf(object, (refersTo, path) => {
      const found = find(refersTo, path);
      // Of a ring of references Terraform could make nothing.
      return found && !leadsTo(found, object, referred) ? found : undefined;
    }),
  );
}

/** The objects to which the paths of an object lead. */
function referredBy(object: DiscoveredObject, find: Find): readonly DiscoveredObject[] {
  const found: DiscoveredObject[] = [];
  configurationOf(object, (refersTo, path) => {
    const to = find(refersTo, path);
    if (to) found.push(to);
    return to;
  });
  return found;
}

function leadsTo(
  from: DiscoveredObject,
  to: DiscoveredObject,
  referred: ReadonlyMap<DiscoveredObject, readonly DiscoveredObject[]>,
  seen = new Set<DiscoveredObject>(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (referred.get(from) ?? []).some((next) => leadsTo(next, to, referred, seen));
}

function configurationOf(object: DiscoveredObject, find: Find): Configuration {
  const { table, state } = object;
  const named = Object.entries(table.attributes);
  const versions = new Set(named.flatMap(([, { versionedBy }]) => versionedBy ?? []));
  return {
    object,
    arguments: named.flatMap(([name, attribute]) => {
      const value = state[name] ?? null;
      if (!SAYABLE.includes(attribute.mode) || value === null || isDefault(attribute, value)) return [];
      return [[name, saidOf(attribute.type, value, attribute.refersTo, find)] as const];
    }),
    secrets: named.flatMap(([name, { mode }]) =>
      mode === "writeOnly" || (versions.has(name) && (state[name] ?? null) === null) ? [name] : [],
    ),
  };
}

function isDefault({ mode, default: usual }: Attribute, value: TfValue): boolean {
  if (mode !== "defaulted") return false;
  return typeof value === "bigint" ? Number(value) === usual : value === usual;
}

/** `isAlone`: whether it is the whole of an argument, and no element of one. */
function saidOf(
  type: ValueType,
  value: TfValue,
  refersTo: string | undefined,
  find: Find,
  isAlone = true,
): WrittenValue {
  if (typeof type === "string") return scalar(value, refersTo, find, isAlone);
  if ("object" in type) return objectOf(type.object, isTfRecord(value) ? value : {}, find);
  if ("map" in type) return mapOf(type.map, isTfRecord(value) ? value : {}, find);
  const element = "list" in type ? type.list : type.set;
  const items = isTfList(value) ? value : [];
  return { is: "list", items: items.map((item) => saidOf(element, item, refersTo, find, false)) };
}

function scalar(value: TfValue, refersTo: string | undefined, find: Find, isAlone: boolean): WrittenValue {
  if (typeof value !== "string") {
    return { is: "plain", written: value instanceof DecimalText ? value.text : String(value) };
  }
  const to = refersTo === undefined ? undefined : find(refersTo, value);
  return to ? { is: "reference", to, isAlone } : { is: "text", text: value };
}

function mapOf(element: ValueType, value: { readonly [key: string]: TfValue }, find: Find): WrittenValue {
  const entries = Object.entries(value);
  return {
    is: "map",
    entries: entries.map(([key, item]) => [key, saidOf(element, item, undefined, find)] as const),
  };
}

function objectOf(fields: Attributes, value: { readonly [key: string]: TfValue }, find: Find): WrittenValue {
  return {
    is: "object",
    fields: Object.entries(fields).flatMap(([name, { type, refersTo }]) => {
      const item = value[name] ?? null;
      return item === null ? [] : [[name, saidOf(type, item, refersTo, find)] as const];
    }),
  };
}
