import { AWS_PROVIDER, LATCHKEY_PROVIDER } from "./provider-address.js";

/** Where `hashicorp/aws` is installed from. */
export type AwsProviderSource =
  | { readonly from: "registry" }
  | { readonly from: "mirror"; readonly path: string };

export interface CliConfigParts {
  /** Filesystem mirror that holds our own provider. */
  readonly latchkeyMirror: string;
  readonly aws: AwsProviderSource;
  /** Folder in which packages from the registry are kept for the next run. Default: none. */
  readonly pluginCache?: string;
}

/**
 * The text of a Terraform CLI configuration file (for TF_CLI_CONFIG_FILE) that installs our provider from its mirror
 * and `hashicorp/aws` from where it is to be had; nothing else can be installed by accident.
 */
export function cliConfigText({ latchkeyMirror, aws, pluginCache }: CliConfigParts): string {
  const lines: string[] = [];
  if (pluginCache !== undefined && aws.from === "registry") {
    // Without a lock file Terraform would download a cached package again; the folders of a run have none.
    lines.push(
      `plugin_cache_dir = ${quoted(pluginCache)}`,
      "plugin_cache_may_break_dependency_lock_file = true",
    );
  }
  lines.push("provider_installation {", ...mirror(latchkeyMirror, LATCHKEY_PROVIDER));
  if (aws.from === "mirror") lines.push(...mirror(aws.path, AWS_PROVIDER));
  else lines.push("  direct {", `    exclude = [${quoted(LATCHKEY_PROVIDER)}]`, "  }");
  return `${lines.join("\n")}\n}\n`;
}

function mirror(path: string, provider: string): string[] {
  return [
    "  filesystem_mirror {",
    `    path    = ${quoted(path)}`,
    `    include = [${quoted(provider)}]`,
    "  }",
  ];
}

/** A string of the CLI configuration language, which unlike Terraform's own does not know interpolation. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
