import { askVersion } from "./ask-version.js";
import type { REGISTRY_HOSTS } from "./provider-address.js";

/** The two programs that can run our provider. */
export type Product = keyof typeof REGISTRY_HOSTS;

/**
 * Which program `TERRAFORM_BINARY_NAME` names, or `terraform` on the PATH. What cannot be asked, or names itself
 * otherwise, is taken for Terraform.
 */
export async function productOf(env: NodeJS.ProcessEnv): Promise<Product> {
  try {
    // The answer in JSON is the same for both; only the one for a person begins with a name.
    const answer = await askVersion(env.TERRAFORM_BINARY_NAME || "terraform", [], env);
    return answer.startsWith("OpenTofu ") ? "OpenTofu" : "Terraform";
  } catch {
    return "Terraform";
  }
}
