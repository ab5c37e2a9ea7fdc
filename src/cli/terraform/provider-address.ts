/** Our provider's full source address. */
export const LATCHKEY_PROVIDER = "registry.terraform.io/latchkey/latchkey";

/** The AWS provider's full source address. */
export const AWS_PROVIDER = "registry.terraform.io/hashicorp/aws";
