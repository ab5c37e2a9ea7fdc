import {
  type ITerraformDependable,
  ref,
  TerraformDataSource,
  type TerraformProvider,
  TerraformStack,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { camelCase } from "../../domain/camel-case.js";
import type { Attributes, BlockTable, Table } from "../../vocabulary/index.js";
import { type Arguments, checkArguments } from "./check-arguments.js";
import { PROVIDER_NAME, providerMetadata } from "./provider-metadata.js";
import type { ArgumentsOf, ReferencesOf } from "./shapes.js";
import { argumentsOf, hclAttributes } from "./terraform-shape.js";

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

/**
 * Makes the class of an ephemeral resource from its table. cdktf has no such blocks, but writes whatever its elements
 * say: so it is a data source that stands, and is referred to, under `ephemeral`.
 */
export function bindEphemeral<T extends Attributes>(table: BlockTable<T>): EphemeralBinding<T> {
  const { attributes, type } = table;
  const tfResourceType = `${PROVIDER_NAME}_${type}`;

  class Bound extends TerraformDataSource {
    static readonly tfResourceType = tfResourceType;
    readonly #arguments: Arguments;

    constructor(
      scope: Construct,
      id: string,
      { dependsOn, provider, ...props }: ArgumentsOf<T> & EphemeralMetaArguments,
    ) {
      super(scope, id, {
        terraformResourceType: tfResourceType,
        terraformGeneratorMetadata: providerMetadata(),
        ...(dependsOn && { dependsOn }),
        ...(provider && { provider }),
      });
      this.#arguments = argumentsOf(this, attributes, props);
      checkArguments(this, table as unknown as Table, this.#arguments);
    }

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
      return `ephemeral.${tfResourceType}.${this.friendlyUniqueId}`;
    }

    protected override synthesizeAttributes() {
      return { ...this.#arguments };
    }

    protected override synthesizeHclAttributes() {
      return hclAttributes(attributes, this.#arguments);
    }
  }

  for (const [name, attribute] of Object.entries(attributes)) {
    Object.defineProperty(Bound.prototype, camelCase(name), {
      get(this: TerraformDataSource) {
        if (attribute.type === "string") return this.getStringAttribute(name);
        if (attribute.type === "int") return this.getNumberAttribute(name);
        return this.interpolationForAttribute(name);
      },
    });
  }
  return Bound as unknown as EphemeralBinding<T>;
}
