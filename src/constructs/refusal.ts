import type { IConstruct } from "constructs";
import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";

/**
 * The fault for a prop that cannot be right: `[stack/path] 'prop' should …, got …`.
 *
 * @param at The construct to which the prop was given.
 * @param flaw Words that complete "'prop' …". Never a secret.
 * @param advice Advice that knows the case better than the catalogue does.
 */
export function refusal(at: IConstruct, code: FaultCode, prop: string, flaw: string, advice?: string): Fault {
  return new Fault(code, {
    doing: "synthesizing",
    seen: `[${pathOf(at)}] '${prop}' ${flaw}`,
    state: "Nothing was synthesized.",
    attribute: prop,
    ...(advice !== undefined && { advice }),
  });
}

/** The path under which a user knows the construct: a resource that a construct is made of is called `Resource`. */
export function pathOf({ node }: IConstruct): string {
  return node.id === "Resource" && node.scope ? node.scope.node.path : node.path;
}
