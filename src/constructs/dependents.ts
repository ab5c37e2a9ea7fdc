import { dependable, type ITerraformDependable, Lazy } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { isInStackOf } from "./same-stack.js";

const dependents = new WeakMap<IConstruct, IConstruct[]>();

/**
 * Notes that something refers to an object of the gateway: a target's seed is retired only after what stands on the
 * target, and on destroy that goes only after the retirement.
 */
export function addDependent(object: IConstruct, added: IConstruct): void {
  const known = dependents.get(object) ?? [];
  dependents.set(object, known);
  known.push(added);
}

/** What refers to an object, as `depends_on` of the last one in the graph; asked only when all are constructed. */
export function dependentsOf(object: IConstruct, last: Construct): string[] {
  const all = () =>
    (dependents.get(object) ?? []).filter(isDependable).filter((one) => isInStackOf(last, one));
  return Lazy.listValue({ produce: () => all().map((one) => dependable(one)) }, { omitEmpty: true });
}

function isDependable(one: IConstruct): one is IConstruct & ITerraformDependable {
  return "fqn" in one;
}
