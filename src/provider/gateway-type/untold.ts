import { SecretText } from "../../domain/secret-text.js";
import type { GatewayCallOptions, GatewayObjects } from "../../gateway/index.js";
import { untold } from "../../types/mechanism/answers.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import type { Values } from "../../types/mechanism/requests.js";
import type { Attribute, Attributes } from "../../vocabulary/index.js";
import { askForHeld } from "./held-secrets.js";
import type { FoundObject } from "./shelf.js";

/**
 * What is to be made and cannot be read of an object that a killed create has left: values that no answer tells, and
 * secrets, unless the type compares those itself.
 */
export function untoldOf(
  type: GatewayType,
  values: Values,
  there: FoundObject,
  comparesSecrets: boolean,
): readonly string[] {
  const given = Object.entries(type.table.attributes).filter(
    ([name, { mode }]) => mode === "writeOnly" && (values[name] ?? null) !== null,
  );
  return [...untold(type, values, there), ...(comparesSecrets ? [] : given.map(([name]) => name))];
}

/**
 * Whether the type's update sets all of them again to what is to be made. Not what goes with a secret that the gateway
 * replaces by itself: since the create it may have, so that the configured one would take its place and be dead.
 */
export function canBeSentAgain({ table, commands }: GatewayType, names: readonly string[]): boolean {
  const attributes: Attributes = table.attributes;
  if (names.length === 0) return true;
  return commands.update !== undefined && names.every((name) => takesItAgain(attributes[name]?.wire));
}

function takesItAgain(wire: Attribute["wire"]): boolean {
  if (!wire?.updated || wire.by !== undefined || wire.sentWith !== undefined) return false;
  return wire.role !== "secret" && wire.role !== "formOfSecret";
}

/**
 * Whether the secrets that the gateway changes by itself, and what belongs to them, are still what is to be made, of
 * those that can be read: an update would send them over what the gateway has made.
 */
export async function holdsWhatIsSent(
  type: GatewayType,
  objects: GatewayObjects,
  values: Values,
  there: FoundObject,
  { signal = new AbortController().signal }: GatewayCallOptions,
): Promise<boolean> {
  const held = Object.entries(type.table.attributes).filter(
    ([, { wire }]) =>
      wire?.heldAt !== undefined &&
      (wire.heldUnless === undefined || (values[wire.heldUnless] ?? null) === null),
  );
  if (held.length === 0) return true;
  // The version that is planned is no new one here, so that what is held is asked for.
  const asked = await askForHeld(type, objects, there.name, { plan: values, prior: values, signal });
  const now: { readonly [name: string]: SecretText | undefined } = { ...there.held, ...asked };
  return held.every(([name]) => {
    const sent = values[name] ?? null;
    if (sent === null) return now[name] === undefined;
    return now[name]?.equals(sent instanceof SecretText ? sent : new SecretText(String(sent))) === true;
  });
}
