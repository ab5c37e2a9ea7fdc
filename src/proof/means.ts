import { unlessAborted } from "../domain/unless-aborted.js";
import type { AwsProviderSource } from "../terraform/cli-config.js";
import { findTerraform, type Terraform } from "../terraform/find-terraform.js";
import { builtProvider } from "../terraform/own-provider.js";
import { productOf } from "../terraform/product.js";
import { chooseAwsProviderSource } from "../terraform/provider-mirror.js";
import { findQuickstart, type Quickstart } from "./main-job/quickstart.js";

/** What the machine has for the main job. */
export interface Means {
  readonly terraform: Terraform;
  /** `Terraform` or `OpenTofu`. */
  readonly product: string;
  readonly quickstart: Quickstart;
  readonly aws: AwsProviderSource;
}

/**
 * Finds everything that the main job takes.
 *
 * @throws Fault when the machine lacks something; the signal's reason. Nothing is started by then.
 */
export async function findMeans(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Means> {
  const terraform = await unlessAborted(findTerraform(env), signal);
  const quickstart = findQuickstart();
  builtProvider();
  const aws = await unlessAborted(chooseAwsProviderSource({ env }), signal);
  const product = await unlessAborted(productOf(env), signal);
  return { terraform, product, quickstart, aws };
}
