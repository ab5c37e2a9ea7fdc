import { TerraformVariable, type TerraformVariableValidationConfig, VariableType } from "cdktf";
import type { Construct } from "constructs";

/** Properties of an {@link EphemeralVariable}. There is no default: it would be a secret in the synthesized file. */
export interface EphemeralVariableProps {
  /** What the variable holds, for whoever is asked for it. @default - no description */
  readonly description?: string | undefined;
  /** Terraform type of the value. @default string */
  readonly type?: string | undefined;
  /**
   * Whether it may be left out, and is null then. A secret that is write-only is needed only by an apply that makes or
   * changes what it is for: whoever plans, applies or destroys something else need not have it.
   * @default false
   */
  readonly optional?: boolean | undefined;
  /** Conditions that the value must meet. @default - none */
  readonly validation?: TerraformVariableValidationConfig[] | undefined;
}

/**
 * An input variable that Terraform stores nowhere: neither in the plan file nor in the state (Terraform 1.10 or
 * newer). cdktf's own TerraformVariable cannot be one; with `sensitive: true` its value is hidden on the screen and
 * written into the plan file all the same.
 *
 * Declared directly in a stack, it is given by the environment variable `TF_VAR_` + id. It is asked for by both plan
 * and apply, unless it is optional, and cannot be passed to another stack.
 */
export class EphemeralVariable extends TerraformVariable {
  readonly #optional: boolean;

  constructor(scope: Construct, id: string, props: EphemeralVariableProps = {}) {
    const { description, type = VariableType.STRING, validation, optional = false } = props;
    super(scope, id, {
      type,
      sensitive: true,
      nullable: optional,
      ...(description !== undefined && { description }),
      ...(validation !== undefined && { validation }),
    });
    this.#optional = optional;
  }

  override synthesizeAttributes() {
    return { ...super.synthesizeAttributes(), ephemeral: true };
  }

  override synthesizeHclAttributes() {
    const ephemeral = { value: true, type: "simple", storageClassType: "boolean" };
    return { ...super.synthesizeHclAttributes(), ephemeral };
  }

  override toTerraform() {
    return this.#withDefault(super.toTerraform(), null);
  }

  override toHclTerraform() {
    return this.#withDefault(super.toHclTerraform(), {
      value: null,
      type: "simple",
      storageClassType: "boolean",
    });
  }

  /** cdktf's own way to a default takes null for none. */
  #withDefault(block: { variable: Record<string, object> }, nothing: unknown) {
    const name = this.friendlyUniqueId;
    if (!this.#optional) return block;
    return { ...block, variable: { [name]: { ...block.variable[name], default: nothing } } };
  }
}
