import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import type { Attribute, Attributes, ComputedOf } from "../../vocabulary/index.js";
import { NOT_KNOWN_YET } from "../own-object.js";
import type { FoundObject } from "./shelf.js";

/** Whether an operation that makes or changes an object tells the value: the provider's own, and the gateway's choice. */
export function isDecided({ mode }: Attribute): boolean {
  return mode === "computed" || mode === "computedOrNull" || mode === "gatewayChosen";
}

/** What the provider decides, from the object as it was found. */
export function computedOf<T extends Attributes>(type: GatewayType, found: FoundObject): ComputedOf<T> {
  const values = Object.entries(type.table.attributes).flatMap(([name, attribute]) => {
    if (!isDecided(attribute)) return [];
    const reading = found.readings[name];
    return [[name, reading?.is === "told" ? reading.value : null] as const];
  });
  return Object.fromEntries(values) as ComputedOf<T>;
}

/** The number of an object as a state has it; of those that are texts, the empty one is not known yet. */
export function numberFrom(stored: unknown): number | string | null {
  return stored === "" ? NOT_KNOWN_YET : ((stored as number | string | null | undefined) ?? null);
}

/** The same, as a state is given it. */
export function numberTo(type: GatewayType, number: number | string | null): number | string | null {
  const isText = type.table.attributes[type.numbered ?? ""]?.type === "string";
  return isText && number === NOT_KNOWN_YET ? "" : number;
}
