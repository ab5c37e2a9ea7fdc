import { lendAwsProvider } from "./aws-packages.js";
import { type AwsProviderSource, cliConfigText } from "./cli-config.js";
import { installProvider } from "./own-provider.js";

export interface ProvidersToLay {
  /** The mirror that our provider is put into. */
  readonly mirror: string;
  readonly aws: AwsProviderSource;
  /** Folder in which the build has left our provider. Default: this package's own. */
  readonly built?: string | undefined;
  readonly pluginCache?: string;
}

/**
 * Lays out what a run needs so that Terraform and OpenTofu alike find our provider and `hashicorp/aws`.
 *
 * @returns the text of the CLI configuration that leads them there.
 * @throws Fault PROVIDER_NOT_BUILT
 */
export function layProviders({ mirror, aws, built, ...cache }: ProvidersToLay): string {
  installProvider(mirror, built);
  lendAwsProvider(mirror, aws);
  return cliConfigText({ latchkeyMirror: mirror, aws, ...cache });
}
