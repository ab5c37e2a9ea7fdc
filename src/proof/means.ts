import { unlessAborted } from "../domain/unless-aborted.js";
import type { AwsProviderSource } from "../terraform/cli-config.js";
import { findTerraform, type Terraform } from "../terraform/find-terraform.js";
import { builtProvider } from "../terraform/own-provider.js";
import { productOf } from "../terraform/product.js";
import { chooseAwsProviderSource } from "../terraform/provider-mirror.js";
import { findWorkshop, type Workshop } from "./deploy/workshop.js";
import { exampleProgramsOf } from "./stories/index.js";
import type { Story } from "./stories/story.js";

/** What the machine has for the stories. */
export interface Means {
  readonly terraform: Terraform;
  /** `Terraform` or `OpenTofu`. */
  readonly product: string;
  readonly workshop: Workshop;
  readonly aws: AwsProviderSource;
}

/**
 * Finds everything that some stories take.
 *
 * @throws Fault when the machine lacks something; the signal's reason. Nothing is started by then.
 */
export async function findMeans(
  stories: readonly Story[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Means> {
  const terraform = await unlessAborted(findTerraform(env), signal);
  const workshop = findWorkshop(undefined, exampleProgramsOf(stories));
  builtProvider();
  const aws = await unlessAborted(chooseAwsProviderSource({ env }), signal);
  const product = await unlessAborted(productOf(env), signal);
  return { terraform, product, workshop, aws };
}
