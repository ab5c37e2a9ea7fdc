import { dependable, type ITerraformDependable, Lazy } from "cdktf";
import type { ITarget } from "./target.js";

const dependents = new WeakMap<ITarget, ITerraformDependable[]>();

/** Notes that these stand on a target: its seed may be retired only after them, and goes before them on destroy. */
export function addDependents(
  target: ITarget,
  ...added: readonly (ITerraformDependable | undefined)[]
): void {
  const known = dependents.get(target) ?? [];
  dependents.set(target, known);
  known.push(...added.filter((one) => one !== undefined));
}

/** What stands on a target, as `depends_on` of the last object in the graph; asked only when all are constructed. */
export function dependentsOf(target: ITarget): string[] {
  return Lazy.listValue(
    { produce: () => [...new Set(dependents.get(target) ?? [])].map((one) => dependable(one)) },
    { omitEmpty: true },
  );
}
