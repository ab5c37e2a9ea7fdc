import { resolve } from "node:path";
import { cliConfigText } from "../terraform/cli-config.js";
import { type InstalledProvider, installProvider } from "../terraform/install-provider.js";
import { ownPackage } from "../terraform/own-provider.js";
import { packagesAt } from "../terraform/provider-package.js";
import type { Host } from "./io.js";

export interface ProviderInstallOptions {
  /** The mirror's folder. */
  readonly mirror: string;
  /** What is to be installed. Default: what comes with this command. */
  readonly from?: string | undefined;
}

/**
 * `latchkey provider install --mirror DIR`: puts the provider into a filesystem mirror and says what has to stand in
 * the CLI configuration of Terraform or OpenTofu.
 *
 * @throws Fault PROVIDER_NOT_BUILT, PROVIDER_PACKAGE_UNUSABLE or PROVIDER_MIRROR_UNWRITABLE; the signal's reason
 */
export async function runProviderInstall(
  { mirror, from }: ProviderInstallOptions,
  host: Host,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const packages = from === undefined ? [await ownPackage()] : await packagesAt(resolve(from));
  const installed = await installProvider(resolve(mirror), packages, signal);
  const cliConfiguration = cliConfigText({ latchkeyMirror: installed.mirror, aws: { from: "registry" } });
  host.result({ ...installed, cli_configuration: cliConfiguration }, textOf(installed, cliConfiguration));
}

function textOf(installed: InstalledProvider, cliConfiguration: string): string {
  const { version, platforms, folders, changed } = installed;
  const what = `version ${version} for ${platforms.join(", ")}`;
  return [
    changed
      ? `Installed ${what} for Terraform and OpenTofu, each under its own host:`
      : `${what.replace("v", "V")} is there already for Terraform and OpenTofu, each under its own host:`,
    ...folders.map((folder) => `  ${folder}`),
    "",
    ...aboutForm(installed),
    ...aboutLockFiles(installed),
    "",
    "Put this into the CLI configuration: ~/.terraformrc for Terraform, ~/.tofurc or ~/.terraformrc for OpenTofu,",
    "or the file that TF_CLI_CONFIG_FILE names.",
    "",
    cliConfiguration.trimEnd(),
  ].join("\n");
}

function aboutForm({ form, checked }: InstalledProvider): string[] {
  if (form === "node") {
    return [
      "This is the Node program: it needs Node on the machine that runs Terraform, on the PATH or named by LATCHKEY_NODE.",
      "Where there is none, install an executable: a zip of the release, named by --from.",
    ];
  }
  const about = "This is the executable: it needs no Node.";
  if (checked === undefined) return [about];
  return [
    checked
      ? `${about} Its checksum is that of the release.`
      : `${about} Its checksum was not compared: the list of the release (…_SHA256SUMS) is not beside the zip.`,
  ];
}

function aboutLockFiles({ replaced }: InstalledProvider): string[] {
  if (!replaced) return [];
  return [
    "It has taken the place of another build of the same version. Where that one was in use: take the provider's block out",
    "of .terraform.lock.hcl, remove .terraform/providers/<host>/latchkey, and run init again.",
  ];
}
