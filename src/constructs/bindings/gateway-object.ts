import { Construct, type IConstruct } from "constructs";
import { mayReferTo } from "../../vocabulary/index.js";
import { addDependent } from "../dependents.js";
import { pathOf, refusal } from "../refusal.js";

/** What stands for an object of the gateway, and may be given wherever another object takes its path. */
export interface IGatewayObject extends IConstruct {
  readonly gatewayObject: {
    /** Its type without the provider's prefix, such as `target_aws`. */
    readonly type: string;
    /** Its path; whatever refers to it waits for the object. */
    readonly path: string;
  };
}

/**
 * What is given for a path: an object by a reference to its path, so that it is made before, and noted as what `at`
 * stands on; anything else is the path itself.
 * @throws Fault VALUE_NOT_ALLOWED for an object of a type that the argument does not take
 */
export function referredPath(at: Construct, prop: string, refersTo: string, given: unknown): unknown {
  if (!isGatewayObject(given)) return given;
  const { type, path } = given.gatewayObject;
  if (!mayReferTo(refersTo, type)) {
    const flaw = `should be an object of type ${refersTo}, got [${pathOf(given)}], which is of type ${type}`;
    throw refusal(at, "VALUE_NOT_ALLOWED", prop, flaw);
  }
  addDependent(given, at);
  return path;
}

function isGatewayObject(given: unknown): given is IGatewayObject {
  return Construct.isConstruct(given) && "gatewayObject" in given;
}
