import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { providerTable } from "../../schema/provider.js";
import type { Table } from "../../vocabulary/index.js";
import { type Arguments, checkArguments } from "./check-arguments.js";
import { PROVIDER_NAME, PROVIDER_SOURCE, providerMetadata } from "./provider-metadata.js";
import type { ArgumentsOf } from "./shapes.js";
import { argumentsOf, hclAttributes } from "./terraform-shape.js";

/** Arguments of the provider block, all optional: each of them has an environment variable. */
export interface LatchkeyProviderConfig extends ArgumentsOf<typeof providerTable.attributes> {
  /** Name under which resources refer to this block, where there is more than one. @default - the default block */
  readonly alias?: string | undefined;
  /** Where Terraform finds the provider, for a private registry or a mirror. @default latchkey/latchkey */
  readonly source?: string | undefined;
  /** Which versions may be used. @default - the versions that fit this library */
  readonly version?: string | undefined;
}

/**
 * The provider block. It may be empty: what it does not say comes from the environment.
 *
 * `accessKey`, `jwt` and `token` are refused unless they refer to an ephemeral variable.
 */
export class LatchkeyProvider extends TerraformProvider {
  readonly #alias: string | undefined;
  readonly #arguments: Arguments;

  constructor(scope: Construct, id: string, config: LatchkeyProviderConfig = {}) {
    const { alias, source, version, ...props } = config;
    super(scope, id, {
      terraformResourceType: PROVIDER_NAME,
      terraformGeneratorMetadata: providerMetadata(version),
      terraformProviderSource: source ?? PROVIDER_SOURCE,
    });
    this.#alias = alias;
    this.#arguments = argumentsOf(this, providerTable.attributes, props);
    checkArguments(this, providerTable as unknown as Table, this.#arguments);
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  protected override synthesizeAttributes() {
    return { ...this.#arguments };
  }

  protected override synthesizeHclAttributes() {
    return hclAttributes(providerTable.attributes, this.#arguments);
  }
}
