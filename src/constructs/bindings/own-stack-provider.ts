import { TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { pathOf } from "../refusal.js";

/**
 * Refuses, when the stack is synthesized, a provider block that this stack does not declare: Terraform looks for its
 * alias there, whichever stack of the program it was made in. The default block needs no alias, and may be the stack's
 * own.
 */
export function wantOwnStackProvider(at: Construct, provider: TerraformProvider | undefined): void {
  if (provider?.alias === undefined) return;
  at.node.addValidation({
    validate() {
      const stack = TerraformStack.of(at);
      const isDeclared =
        TerraformStack.of(provider) === stack ||
        stack.node
          .findAll()
          .some((node) => TerraformProvider.isTerraformProvider(node) && node.fqn === provider.fqn);
      if (isDeclared) return [];
      return [
        `[${pathOf(at)}] should work by a provider block of its own stack, got ${provider.fqn} ([${provider.node.path}]), which is of another stack and is not declared in [${stack.node.path}]. Declare a block with the alias ${JSON.stringify(provider.alias)} there, too, or give one of that stack.`,
      ];
    },
  });
}
