import type { Attribute, Attributes } from "../../vocabulary/index.js";

/** Whether only the provider sets it. */
export function isComputed({ mode }: Attribute): boolean {
  return mode === "computed" || mode === "computedOrNull";
}

/** Whether the user decides it and it is stored. */
export function isPlanned(attribute: Attribute): boolean {
  return !isComputed(attribute) && attribute.mode !== "writeOnly";
}

/** Whether a stored value of it may be null. */
export function mayBeNull({ mode }: Attribute): boolean {
  return mode === "optional" || mode === "computedOrNull" || mode === "writeOnly";
}

/** Whether its value reaches the provider and is never stored. */
export function isWriteOnly({ mode }: Attribute): boolean {
  return mode === "writeOnly";
}

/** The attributes of one kind, with their names. */
export function entriesOf(
  attributes: Attributes,
  isKind: (attribute: Attribute) => boolean,
): [string, Attribute][] {
  return Object.entries(attributes).filter(([, attribute]) => isKind(attribute));
}
