import { Fn, type TerraformDataSource, type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { camelCase } from "../../domain/camel-case.js";
import type { Attributes, Table, ValueType } from "../../vocabulary/index.js";
import { type Arguments, checkArguments } from "./check-arguments.js";
import { hclMove, moveFromFormerName, noteResource } from "./former-name.js";
import type { IGatewayObject } from "./gateway-object.js";
import { known } from "./known.js";
import { wantOwnStackProvider } from "./own-stack-provider.js";
import { PROVIDER_NAME, providerMetadata } from "./provider-metadata.js";
import type { ArgumentsOf, ReferencesOf } from "./shapes.js";
import { takePath } from "./taken-paths.js";
import { argumentsOf, hclAttributes } from "./terraform-shape.js";

/** The class of a resource type: its arguments and references are those of the type's table. */
export interface Binding<T extends Attributes> {
  new (
    scope: Construct,
    id: string,
    config: ArgumentsOf<T> & TerraformMetaArguments,
  ): TerraformResource & ReferencesOf<T> & IGatewayObject;
  /** The type's name in Terraform, such as `latchkey_target_aws`. */
  readonly tfResourceType: string;
}

/** The arguments of a table's type, with Terraform's own. */
export type BindingConfig<T extends { readonly attributes: Attributes }> = ArgumentsOf<T["attributes"]> &
  TerraformMetaArguments;

const META_ARGUMENTS = [
  "dependsOn",
  "count",
  "provider",
  "lifecycle",
  "forEach",
  "provisioners",
  "connection",
] as const satisfies readonly (keyof TerraformMetaArguments)[];

/**
 * Makes the class of a resource type from the table that the provider serves, so that the two cannot drift apart.
 * Arguments are checked as the object is constructed; see {@link checkArguments}.
 */
export function bind<T extends Attributes>(table: Table<T>): Binding<T> {
  const { attributes, identity, tree = table.type, formerly } = table;
  const tfResourceType = `${PROVIDER_NAME}_${table.type}`;

  class Bound extends TerraformResource {
    static readonly tfResourceType = tfResourceType;
    readonly #arguments: Arguments;
    #gatewayObject: IGatewayObject["gatewayObject"] | undefined;

    constructor(scope: Construct, id: string, config: ArgumentsOf<T> & TerraformMetaArguments) {
      const { meta, props } = withoutMetaArguments(config);
      super(scope, id, {
        terraformResourceType: tfResourceType,
        terraformGeneratorMetadata: providerMetadata(),
        ...meta,
      });
      noteResource(this);
      wantOwnStackProvider(this, meta.provider);
      this.#arguments = argumentsOf(this, attributes, props);
      checkArguments(this, table as unknown as Table, this.#arguments);
      const path = known(this.#arguments[identity]);
      if (typeof path === "string") {
        takePath(this, tree, meta.provider?.node.path ?? "", camelCase(identity), path);
      }
    }

    get gatewayObject(): IGatewayObject["gatewayObject"] {
      // Each reference is another text, and whoever refers twice to one object compares them.
      this.#gatewayObject ??= { type: table.type, path: this.getStringAttribute(identity) };
      return this.#gatewayObject;
    }

    override toTerraform() {
      const written = super.toTerraform();
      const move = moveFromFormerName(this, formerly);
      return move ? { ...written, moved: [move] } : written;
    }

    override toHclTerraform() {
      const written = super.toHclTerraform();
      const move = moveFromFormerName(this, formerly);
      return move ? { ...written, moved: [hclMove(move)] } : written;
    }

    protected override synthesizeAttributes() {
      return { ...this.#arguments };
    }

    protected override synthesizeHclAttributes() {
      return hclAttributes(attributes, this.#arguments);
    }
  }

  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.mode === "writeOnly") continue;
    Object.defineProperty(Bound.prototype, camelCase(name), {
      get(this: TerraformResource) {
        return referenceTo(this, name, attribute.type);
      },
    });
  }
  return Bound as unknown as Binding<T>;
}

/** Terraform's own arguments, and those of the type. */
export function withoutMetaArguments(config: TerraformMetaArguments) {
  const meta: Record<string, unknown> = {};
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    (META_ARGUMENTS.some((known) => known === name) ? meta : props)[name] = value;
  }
  return { meta: meta as TerraformMetaArguments, props };
}

/** How others refer to an attribute of a resource or data source. */
export function referenceTo(
  resource: TerraformResource | TerraformDataSource,
  name: string,
  type: ValueType,
): unknown {
  if (type === "string") return resource.getStringAttribute(name);
  if (type === "int" || type === "number") return resource.getNumberAttribute(name);
  if (typeof type === "object") {
    if ("list" in type && type.list === "string") return resource.getListAttribute(name);
    // A set has no order to index by; as a list it can be used like every other list.
    if ("set" in type && type.set === "string") return Fn.tolist(resource.getListAttribute(name));
    if ("set" in type) return Fn.tolist(resource.interpolationForAttribute(name));
    if ("map" in type && type.map === "string") return resource.getStringMapAttribute(name);
  }
  return resource.interpolationForAttribute(name);
}
