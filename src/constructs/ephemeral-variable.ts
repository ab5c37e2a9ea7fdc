import { TerraformVariable, type TerraformVariableValidationConfig, VariableType } from "cdktf";
import type { Construct } from "constructs";

/** Properties of an {@link EphemeralVariable}. There is no default: it would be a secret in the synthesized file. */
export interface EphemeralVariableProps {
  /** What the variable holds, for whoever is asked for it. @default - no description */
  readonly description?: string | undefined;
  /** Terraform type of the value. @default string */
  readonly type?: string | undefined;
  /** Conditions that the value must meet. @default - none */
  readonly validation?: TerraformVariableValidationConfig[] | undefined;
}

/**
 * An input variable that Terraform stores nowhere: neither in the plan file nor in the state (Terraform 1.10 or
 * newer). cdktf's own TerraformVariable cannot be one; with `sensitive: true` its value is hidden on the screen and
 * written into the plan file all the same.
 *
 * Declared directly in a stack, it is given by the environment variable `TF_VAR_` + id. It is asked for by both plan
 * and apply, and cannot be passed to another stack.
 */
export class EphemeralVariable extends TerraformVariable {
  constructor(scope: Construct, id: string, props: EphemeralVariableProps = {}) {
    const { description, type = VariableType.STRING, validation } = props;
    super(scope, id, {
      type,
      sensitive: true,
      nullable: false,
      ...(description !== undefined && { description }),
      ...(validation !== undefined && { validation }),
    });
  }

  override synthesizeAttributes() {
    return { ...super.synthesizeAttributes(), ephemeral: true };
  }

  override synthesizeHclAttributes() {
    const ephemeral = { value: true, type: "simple", storageClassType: "boolean" };
    return { ...super.synthesizeHclAttributes(), ephemeral };
  }
}
