import { type Attribute, type Attributes, fieldsOf } from "../../vocabulary/index.js";

/** Whether only the provider sets it. */
export function isComputed({ mode }: Attribute): boolean {
  return mode === "computed" || mode === "computedOrNull";
}

/** Whether the gateway sets it where the user does not. */
export function isGatewayChosen({ mode }: Attribute): boolean {
  return mode === "gatewayChosen";
}

/** Whether the user decides it, or may, and it is stored. */
export function isPlanned(attribute: Attribute): boolean {
  return !isComputed(attribute) && attribute.mode !== "writeOnly";
}

/** Whether a stored value of it may be null. */
export function mayBeNull({ mode }: Attribute): boolean {
  return mode === "optional" || mode === "gatewayChosen" || mode === "computedOrNull" || mode === "writeOnly";
}

/** Whether its value reaches the provider and is never stored. */
export function isWriteOnly({ mode }: Attribute): boolean {
  return mode === "writeOnly";
}

/** Whether it is write-only, or holds objects with a write-only field. */
export function holdsWriteOnly(attribute: Attribute): boolean {
  return isWriteOnly(attribute) || Object.values(fieldsOf(attribute.type)?.fields ?? {}).some(holdsWriteOnly);
}

/** Whether its line in a configuration may hold a secret, which Terraform prints with a message that points at it. */
export function mayHoldSecret(attribute: Attribute): boolean {
  const { sensitive, lineMayHoldSecret, type } = attribute;
  if (sensitive || lineMayHoldSecret || isWriteOnly(attribute)) return true;
  return Object.values(fieldsOf(type)?.fields ?? {}).some(mayHoldSecret);
}

/** The attributes of one kind, with their names. */
export function entriesOf(
  attributes: Attributes,
  isKind: (attribute: Attribute) => boolean,
): [string, Attribute][] {
  return Object.entries(attributes).filter(([, attribute]) => isKind(attribute));
}
