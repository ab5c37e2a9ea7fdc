import { type ITerraformDependable, TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * Whether a construct may name something in `depends_on`: only what is in its own stack. What is in another one
 * stands already, because cdktf deploys a stack after those that it refers to.
 */
export function isInStackOf(at: Construct, dependable: ITerraformDependable): boolean {
  return (
    !TerraformElement.isTerraformElement(dependable) ||
    TerraformStack.of(dependable) === TerraformStack.of(at)
  );
}

/** Lets a resource wait for something, where there is something and it is in the same stack. */
export function waitingFor(
  at: Construct,
  dependable: ITerraformDependable | undefined,
): { dependsOn?: ITerraformDependable[] } {
  return dependable && isInStackOf(at, dependable) ? { dependsOn: [dependable] } : {};
}
