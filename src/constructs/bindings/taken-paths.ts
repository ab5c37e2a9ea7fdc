import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { pathOf, refusal } from "../refusal.js";

const takenIn = new WeakMap<TerraformStack, Map<string, Construct>>();

/**
 * Notes that a construct makes the gateway object of this path, and refuses a second one in the same stack: two
 * resources would take turns overwriting each other. Each gateway, that is, each provider block, has trees of its own.
 *
 * @param tree The tree of names that the object lives in, such as `targets` or `items`. A target has at most one
 *   retirement, which goes by the target's path.
 */
export function takePath(at: Construct, tree: string, provider: string, prop: string, path: string): void {
  const stack = TerraformStack.of(at);
  const taken = takenIn.get(stack) ?? new Map<string, Construct>();
  takenIn.set(stack, taken);
  const key = `${provider} ${tree} ${normalizedGatewayPath(path)}`;
  const first = taken.get(key);
  if (first) {
    throw refusal(
      at,
      "GATEWAY_PATH_TAKEN",
      prop,
      `should be a path of its own, got ${JSON.stringify(path)}, which belongs to [${pathOf(first)}]`,
    );
  }
  taken.set(key, at);
}
