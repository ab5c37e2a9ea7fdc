import type { TerraformProviderGeneratorMetadata } from "cdktf";

/** The provider's local name, with which the name of every resource type begins. */
export const PROVIDER_NAME = "latchkey";

/** Where Terraform looks for the provider, and which versions fit this library. */
export const PROVIDER_SOURCE = "latchkey/latchkey";
export const PROVIDER_VERSION = "~> 0.1.0";

/** How a construct says of which provider it is. */
export function providerMetadata(versionConstraint = PROVIDER_VERSION): TerraformProviderGeneratorMetadata {
  return { providerName: PROVIDER_NAME, providerVersionConstraint: versionConstraint };
}
