import { lendAwsProvider } from "./aws-packages.js";
import { type AwsProviderSource, cliConfigText } from "./cli-config.js";
import { installProvider } from "./install-provider.js";
import { ownPackage } from "./own-provider.js";
import { packagesAt } from "./provider-package.js";

export interface ProvidersToLay {
  /** The mirror that our provider is put into. */
  readonly mirror: string;
  readonly aws: AwsProviderSource;
  /** Folder of our provider's program. Default: the one that comes with this command. */
  readonly built?: string | undefined;
  readonly pluginCache?: string;
  /** Ends it. Default: nothing does. */
  readonly signal?: AbortSignal;
}

/**
 * Lays out what a run needs so that Terraform and OpenTofu alike find our provider and `hashicorp/aws`.
 *
 * @returns the text of the CLI configuration that leads them there.
 * @throws Fault PROVIDER_NOT_BUILT and those of an installation; the signal's reason
 */
export async function layProviders({
  mirror,
  aws,
  built,
  signal = new AbortController().signal,
  ...cache
}: ProvidersToLay): Promise<string> {
  const packages = built === undefined ? [await ownPackage()] : await packagesAt(built);
  await installProvider(mirror, packages, signal);
  lendAwsProvider(mirror, aws);
  return cliConfigText({ latchkeyMirror: mirror, aws, ...cache });
}
