import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { Fault } from "../../errors/fault.js";
import type { Whose } from "../own-object.js";
import type { FoundObject } from "./shelf.js";

/** The attribute that keeps an object from being deleted, in every type that has one. */
export const PROTECTION = "delete_protection";

/** What a create has left unfinished is not what its author wanted to protect, and Terraform is about to replace it. */
export function isUnfinishedAndProtected({ marks, readings }: FoundObject): boolean {
  const reading = readings[PROTECTION];
  return marks !== undefined && reading?.is === "told" && reading.value === true;
}

/**
 * Refuses the plan of a destroy that the gateway would refuse, when it is of an object that is stored as protected. One
 * that the destroy does not delete, or that has lost its protection in the meantime, goes.
 */
export function refuseProtected(noun: string, name: string, whose: Whose<FoundObject>): void {
  if (whose.is !== "ours" || isUnfinishedAndProtected(whose.found)) return;
  const reading = whose.found.readings[PROTECTION];
  if (reading?.is === "told" && reading.value !== true) return;
  throw new Fault("GATEWAY_OBJECT_PROTECTED", {
    doing: `planning to delete ${noun} ${JSON.stringify(normalizedGatewayPath(name))}`,
    seen: `${PROTECTION} is true, with which the gateway refuses to delete it`,
    state: "Nothing was changed, and nothing else of this run is begun.",
    attribute: PROTECTION,
  });
}
