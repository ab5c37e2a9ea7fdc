import type { IdentityDescription } from "../../engine/identity/identity-description.js";
import { identityOf } from "../../engine/identity/identity-of.js";
import { isWhollyKnown } from "../../engine/value/kind.js";
import type { TfObject } from "../../engine/value/value.js";
import { writeObject } from "../value/dynamic-value.js";

/** An identity as it goes over the wire. */
export function wireIdentity(identity: TfObject, description: IdentityDescription) {
  return { identityData: writeObject(identity, description, "the identity") };
}

/** The identity of an object for the wire; undefined where it has none, or none that is known yet. */
export function identityOnWire(object: TfObject | null, description: IdentityDescription | undefined) {
  const identity = description && identityOf(description, object);
  if (!description || !identity || !isWhollyKnown(identity)) return undefined;
  return wireIdentity(identity, description);
}
