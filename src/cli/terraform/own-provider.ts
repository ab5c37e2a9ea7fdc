import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { Fault } from "../../errors/fault.js";
import { packageRoot, packageVersion } from "../package-root.js";
import { terraformPlatform } from "./platform.js";
import { addressesOf, LATCHKEY_PROVIDER } from "./provider-address.js";

/** The provider as it was put into a mirror. */
export interface InstalledProvider {
  readonly version: string;
  readonly platform: string;
  /** The mirror's folder, to be named in the CLI configuration. */
  readonly mirror: string;
  /** The folder of the package, as Terraform looks for it. */
  readonly folder: string;
  /** The folders of the package under every host: Terraform's and OpenTofu's. */
  readonly folders: readonly string[];
  /** Whether any file had to be written. */
  readonly changed: boolean;
}

/**
 * The folder in which the build has left the provider.
 *
 * @throws Fault PROVIDER_NOT_BUILT
 */
export function builtProvider(root = packageRoot()): string {
  const folder = join(root, "dist", "provider");
  if (existsSync(join(folder, `terraform-provider-latchkey_v${packageVersion()}`))) return folder;
  throw new Fault("PROVIDER_NOT_BUILT", {
    doing: `looking for version ${packageVersion()} of the provider`,
    seen: `it is not in ${folder}`,
    state: "Nothing was written.",
  });
}

/**
 * Puts the built provider into a filesystem mirror, unpacked, under the host of each registry, since Terraform and
 * OpenTofu each ask for their own: `<mirror>/<host>/latchkey/latchkey/<version>/<platform>/…`. Doing it again changes
 * nothing.
 *
 * @param built folder in which the build has left it. Default: this package's own.
 * @throws Fault PROVIDER_NOT_BUILT
 */
export function installProvider(mirror: string, built = builtProvider()): InstalledProvider {
  const version = packageVersion();
  const platform = terraformPlatform();
  const inMirror = (address: string) => join(mirror, address, version, platform);
  const [first, ...others] = addressesOf(LATCHKEY_PROVIDER);
  const folder = inMirror(first);
  const folders = [folder, ...others.map(inMirror)];
  const changes = folders.map((each) => fill(each, built));
  return { version, platform, mirror, folder, folders, changed: changes.includes(true) };
}

/** Makes a folder hold what the build has left, and nothing else. Says whether anything had to be written. */
function fill(folder: string, built: string): boolean {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(built).filter((name) => statSync(join(built, name)).isFile());
  // What an older build left would become part of the package and of its checksum.
  const stale = readdirSync(folder).filter((name) => !files.includes(name));
  for (const name of stale) rmSync(join(folder, name), { recursive: true });
  const changed = files.filter((name) => !sameFile(join(built, name), join(folder, name)));
  for (const name of changed) replace(join(built, name), join(folder, name));
  return changed.length + stale.length > 0;
}

/** Renames a whole copy into place: a Terraform that starts the provider just now finds the old file or the new one. */
function replace(from: string, to: string): void {
  const copy = `${to}.new`;
  copyFileSync(from, copy);
  chmodSync(copy, statSync(from).mode);
  renameSync(copy, to);
}

function sameFile(from: string, to: string): boolean {
  const there = statSync(to, { throwIfNoEntry: false });
  const here = statSync(from);
  return there?.size === here.size && there.mode === here.mode && readFileSync(from).equals(readFileSync(to));
}
