import { copyFileSync, mkdirSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { AwsProviderSource } from "./cli-config.js";
import { terraformPlatform } from "./platform.js";
import { AWS_PROVIDER, addressesOf } from "./provider-address.js";

/** Whether a folder has a package of `hashicorp/aws` for this platform, under the host of either registry. */
export function holdsAwsProvider(folder: string): boolean {
  return addressesOf(AWS_PROVIDER).some((address) => packagesIn(join(folder, address)).length > 0);
}

/**
 * Lets a mirror of ours serve `hashicorp/aws` under a host that the source lacks: it is the same package that both
 * registries hand out, and a mirror is usually filled by one program. Links only; the source is not written to.
 */
export function lendAwsProvider(mirror: string, source: AwsProviderSource): void {
  if (source.from === "registry") return;
  const held = addressesOf(AWS_PROVIDER).map((address) => ({
    address,
    packages: packagesIn(join(source.path, address)),
  }));
  const lender = held.find(({ packages }) => packages.length > 0);
  if (lender === undefined) return;
  for (const { address } of held.filter(({ packages }) => packages.length === 0)) {
    for (const name of lender.packages) {
      link(join(source.path, lender.address, name), join(mirror, address, name));
    }
  }
}

/** The packages of a provider for this platform: `<version>/<platform>` unpacked, a zip packed. */
function packagesIn(provider: string): string[] {
  const platform = terraformPlatform();
  return listing(provider).flatMap((entry) => {
    if (entry.endsWith(".zip")) return entry.endsWith(`_${platform}.zip`) ? [entry] : [];
    return isFolder(join(provider, entry, platform)) ? [join(entry, platform)] : [];
  });
}

/** Only the last part of a path may be a link: the programs follow none above it. */
function link(lent: string, to: string): void {
  const from = resolve(lent);
  if (statSync(to, { throwIfNoEntry: false }) !== undefined) return;
  mkdirSync(dirname(to), { recursive: true });
  // Windows lets every user make junctions, which are for folders, but not links to files.
  if (process.platform === "win32" && !isFolder(from)) copyFileSync(from, to);
  else symlinkSync(from, to, "junction");
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
