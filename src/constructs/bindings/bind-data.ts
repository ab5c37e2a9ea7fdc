import { TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { camelCase } from "../../domain/camel-case.js";
import type { Attributes, BlockTable, Table } from "../../vocabulary/index.js";
import { referenceTo, withoutMetaArguments } from "./bind.js";
import { type Arguments, checkArguments } from "./check-arguments.js";
import { wantOwnStackProvider } from "./own-stack-provider.js";
import { PROVIDER_NAME, providerMetadata } from "./provider-metadata.js";
import type { ArgumentsOf, ReferencesOf } from "./shapes.js";
import { argumentsOf, hclAttributes } from "./terraform-shape.js";

/** What Terraform itself lets a data source say. */
export type DataMetaArguments = Pick<
  TerraformMetaArguments,
  "dependsOn" | "count" | "provider" | "lifecycle" | "forEach"
>;

/** The class of a data source: its arguments and references are those of its table. */
export interface DataBinding<T extends Attributes> {
  new (
    scope: Construct,
    id: string,
    config: ArgumentsOf<T> & DataMetaArguments,
  ): TerraformDataSource & ReferencesOf<T>;
  /** The type's name in Terraform, such as `latchkey_item`. */
  readonly tfResourceType: string;
}

/** The arguments of a data source, with Terraform's own. */
export type DataBindingConfig<T extends { readonly attributes: Attributes }> = ArgumentsOf<T["attributes"]> &
  DataMetaArguments;

/** Makes the class of a data source from its table; see {@link bind}. */
export function bindData<T extends Attributes>(table: BlockTable<T>): DataBinding<T> {
  const { attributes, type } = table;
  const tfResourceType = `${PROVIDER_NAME}_${type}`;

  class Bound extends TerraformDataSource {
    static readonly tfResourceType = tfResourceType;
    readonly #arguments: Arguments;

    constructor(scope: Construct, id: string, config: ArgumentsOf<T> & DataMetaArguments) {
      const { meta, props } = withoutMetaArguments(config);
      super(scope, id, {
        terraformResourceType: tfResourceType,
        terraformGeneratorMetadata: providerMetadata(),
        ...meta,
      });
      wantOwnStackProvider(this, meta.provider);
      this.#arguments = argumentsOf(this, attributes, props);
      checkArguments(this, table as unknown as Table, this.#arguments);
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
        return referenceTo(this, name, attribute.type);
      },
    });
  }
  return Bound as unknown as DataBinding<T>;
}
