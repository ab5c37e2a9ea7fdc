import { AWS_PROVIDER, addressesOf, LATCHKEY_PROVIDER } from "./provider-address.js";

/** Where `hashicorp/aws` is installed from. */
export type AwsProviderSource =
  | { readonly from: "registry" }
  | { readonly from: "mirror"; readonly path: string };

export interface CliConfigParts {
  /** Filesystem mirror that holds our own provider, and what `lendAwsProvider` has put there. */
  readonly latchkeyMirror: string;
  readonly aws: AwsProviderSource;
  /** Folder in which packages from the registry are kept for the next run. Default: none. */
  readonly pluginCache?: string;
}

/**
 * The text of a CLI configuration file (for TF_CLI_CONFIG_FILE) that installs our provider from its mirror and
 * `hashicorp/aws` from where it is to be had; nothing else can be installed by accident. Terraform and OpenTofu ask
 * for the same provider under different hosts, and both are served.
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
  const [own, theirs] = [addressesOf(LATCHKEY_PROVIDER), addressesOf(AWS_PROVIDER)];
  lines.push("provider_installation {");
  if (aws.from === "mirror")
    lines.push(...mirror(latchkeyMirror, [...own, ...theirs]), ...mirror(aws.path, theirs));
  else lines.push(...mirror(latchkeyMirror, own), "  direct {", `    exclude = ${list(own)}`, "  }");
  return `${lines.join("\n")}\n}\n`;
}

function mirror(path: string, providers: readonly string[]): string[] {
  return [
    "  filesystem_mirror {",
    `    path    = ${quoted(path)}`,
    `    include = ${list(providers)}`,
    "  }",
  ];
}

function list(addresses: readonly string[]): string {
  return `[${addresses.map(quoted).join(", ")}]`;
}

/** A string of the CLI configuration language, which unlike Terraform's own does not know interpolation. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
