import { dependable, type ITerraformDependable, Lazy } from "cdktf";
import type { Construct } from "constructs";
import { isInStackOf } from "./same-stack.js";
import type { ITarget } from "./target.js";

const dependents = new WeakMap<ITarget, ITerraformDependable[]>();

/**
 * Notes that something stands on a target: the target's seed is retired only after it, and on destroy it goes only
 * after the retirement.
 */
export function addDependent(target: ITarget, added: ITerraformDependable): void {
  const known = dependents.get(target) ?? [];
  dependents.set(target, known);
  known.push(added);
}

/** What stands on a target, as `depends_on` of the last object in the graph; asked only when all are constructed. */
export function dependentsOf(target: ITarget, last: Construct): string[] {
  const all = () => (dependents.get(target) ?? []).filter((one) => isInStackOf(last, one));
  return Lazy.listValue({ produce: () => all().map((one) => dependable(one)) }, { omitEmpty: true });
}
