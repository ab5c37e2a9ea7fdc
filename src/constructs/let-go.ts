import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * A `removed` block in the place of a resource that the stack may have had there before: Terraform forgets it instead
 * of destroying it. Where its state has no such resource, the block says nothing.
 */
export class LetGo extends TerraformElement {
  /** @param id that which the resource had */
  constructor(
    scope: Construct,
    id: string,
    readonly resourceType: string,
  ) {
    super(scope, id);
  }

  override toTerraform() {
    const from = `${this.resourceType}.${this.friendlyUniqueId}`;
    return { removed: [{ from, lifecycle: { destroy: false } }] };
  }
}
