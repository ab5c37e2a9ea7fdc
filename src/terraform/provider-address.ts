/** Where each program looks for a provider that is required without a host. */
export const REGISTRY_HOSTS = {
  Terraform: "registry.terraform.io",
  OpenTofu: "registry.opentofu.org",
} as const;

/** Our provider's source address without a host, as configurations require it. */
export const LATCHKEY_PROVIDER = "latchkey/latchkey";

/** The AWS provider's source address without a host. */
export const AWS_PROVIDER = "hashicorp/aws";

/** The full source addresses of a provider, one for each host. Terraform's comes first. */
export function addressesOf(provider: string): [string, ...string[]] {
  const { Terraform, OpenTofu } = REGISTRY_HOSTS;
  return [`${Terraform}/${provider}`, `${OpenTofu}/${provider}`];
}
