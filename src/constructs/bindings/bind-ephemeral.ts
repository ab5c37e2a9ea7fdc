import {
  type ITerraformDependable,
  ref,
  type TerraformDataSource,
  type TerraformProvider,
  TerraformStack,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import type { Attributes, BlockTable } from "../../vocabulary/index.js";
import { bindData } from "./bind-data.js";
import type { ArgumentsOf, ReferencesOf } from "./shapes.js";

/** What Terraform itself lets an ephemeral resource say. */
export interface EphemeralMetaArguments {
  /** What has to stand before it is opened. @default - nothing but what it refers to */
  readonly dependsOn?: ITerraformDependable[] | undefined;
  /** The provider block by which it is opened. @default - the default block */
  readonly provider?: TerraformProvider | undefined;
}

/** The class of an ephemeral resource: its arguments and references are those of its table. */
export interface EphemeralBinding<T extends Attributes> {
  new (
    scope: Construct,
    id: string,
    config: ArgumentsOf<T> & EphemeralMetaArguments,
  ): TerraformDataSource & ReferencesOf<T>;
  /** The type's name in Terraform, such as `latchkey_dynamic_secret`. */
  readonly tfResourceType: string;
}

/** The arguments of an ephemeral resource, with Terraform's own. */
export type EphemeralBindingConfig<T extends { readonly attributes: Attributes }> = ArgumentsOf<
  T["attributes"]
> &
  EphemeralMetaArguments;

/** A class of data sources, of whatever table. */
type AnyDataSource = new (scope: Construct, id: string, config: object) => TerraformDataSource;

/**
 * Makes the class of an ephemeral resource from its table. cdktf has no such blocks, but writes whatever its elements
 * say: so it is a data source that stands, and is referred to, under `ephemeral`.
 */
export function bindEphemeral<T extends Attributes>(table: BlockTable<T>): EphemeralBinding<T> {
  const DataSource = bindData(table) as unknown as AnyDataSource;

  class Bound extends DataSource {
    override get fqn(): string {
      return Token.asString(ref(this.#address, TerraformStack.of(this)));
    }

    override interpolationForAttribute(attribute: string) {
      return ref(`${this.#address}.${attribute}`, TerraformStack.of(this));
    }

    override toTerraform() {
      return { ephemeral: super.toTerraform().data };
    }

    override toHclTerraform() {
      return { ephemeral: super.toHclTerraform().data };
    }

    get #address(): string {
      return `ephemeral.${this.terraformResourceType}.${this.friendlyUniqueId}`;
    }
  }

  return Bound as unknown as EphemeralBinding<T>;
}
