import { resolve } from "node:path";
import type { Host } from "./io.js";
import { cliConfigText } from "./terraform/cli-config.js";
import { builtProvider, type InstalledProvider, installProvider } from "./terraform/own-provider.js";

/**
 * `latchkey provider install --mirror DIR`: puts the provider into a filesystem mirror and says what has to stand in
 * the CLI configuration of Terraform or OpenTofu.
 *
 * @param built folder in which the build has left it. Default: this package's own.
 * @throws Fault PROVIDER_NOT_BUILT
 */
export function runProviderInstall(mirror: string, host: Host, built = builtProvider()): void {
  const installed = installProvider(resolve(mirror), built);
  const cliConfiguration = cliConfigText({ latchkeyMirror: installed.mirror, aws: { from: "registry" } });
  host.result({ ...installed, cli_configuration: cliConfiguration }, textOf(installed, cliConfiguration));
}

function textOf(
  { version, platform, folders, changed }: InstalledProvider,
  cliConfiguration: string,
): string {
  return [
    changed
      ? `Installed version ${version} for ${platform} for Terraform and OpenTofu, each under its own host:`
      : `Version ${version} for ${platform} is there already for Terraform and OpenTofu, each under its own host:`,
    ...folders.map((folder) => `  ${folder}`),
    "",
    "Put this into the CLI configuration: ~/.terraformrc for Terraform, ~/.tofurc or ~/.terraformrc for OpenTofu,",
    "or the file that TF_CLI_CONFIG_FILE names.",
    "",
    cliConfiguration.trimEnd(),
  ].join("\n");
}
