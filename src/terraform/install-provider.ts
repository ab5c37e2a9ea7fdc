import { mkdir, readdir, rmdir, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { Unreadable } from "../domain/file-pieces.js";
import { Fault } from "../errors/fault.js";
import { checkSum } from "./checksum.js";
import { writeNetworkIndex } from "./network-index.js";
import { zipName } from "./package-names.js";
import { Placing } from "./placing.js";
import { addressesOf, LATCHKEY_PROVIDER } from "./provider-address.js";
import type { ProviderForm, ProviderPackage, UnpackedProvider } from "./provider-package.js";

/** The provider as it was put into a mirror. */
export interface InstalledProvider {
  readonly form: ProviderForm;
  readonly layout: ProviderPackage["layout"];
  readonly version: string;
  readonly platforms: readonly string[];
  /** The mirror's folder, to be named in the CLI configuration. */
  readonly mirror: string;
  /** The first of the folders. */
  readonly folder: string;
  /** The folders of the package under every host, Terraform's and OpenTofu's: those of the programs, or of the zips. */
  readonly folders: readonly string[];
  /** For zips: whether each was compared with a list of checksums. */
  readonly checked?: boolean;
  /** Whether anything had to be written. */
  readonly changed: boolean;
  /** Whether another package of the same version was there, which lock files may know. */
  readonly replaced: boolean;
}

/**
 * Puts the provider into a filesystem mirror, under the host of each registry, since Terraform and OpenTofu each ask for
 * their own: a program unpacked as `<mirror>/<host>/latchkey/latchkey/<version>/<platform>/…`, a zip as it is, with what
 * makes the folder a network mirror, too. Of each version and platform there is one package then, whatever was there
 * before. Doing it again changes nothing.
 *
 * @param packages of one version and in one layout
 * @throws Fault PROVIDER_PACKAGE_UNUSABLE or PROVIDER_MIRROR_UNWRITABLE; the signal's reason
 */
export async function installProvider(
  mirror: string,
  packages: readonly ProviderPackage[],
  signal: AbortSignal,
): Promise<InstalledProvider> {
  const [first] = packages;
  if (!first) throw new Error("there is no package to install");
  const { form, layout, version } = first;
  const zips = packages.filter((each) => each.layout === "packed");
  let checked = zips.length > 0;
  try {
    for (const zip of zips) checked = (await checkSum(zip, signal)) && checked;
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(error) ?? error;
  }

  const hosts = addressesOf(LATCHKEY_PROVIDER).map((address) => join(mirror, address));
  const placing = new Placing(mirror, signal);
  let replaced = false;
  try {
    for (const host of hosts) {
      await mkdir(host, { recursive: true });
      for (const each of packages) replaced = (await lay(each, host, placing)) || replaced;
      await writeNetworkIndex(host, version, placing, signal);
    }
  } catch (error) {
    // Where it is interrupted, what was being made aside is not there any more.
    signal.throwIfAborted();
    throw fault(error, mirror);
  } finally {
    await placing.end();
  }
  const folders =
    layout === "packed"
      ? hosts
      : hosts.flatMap((host) => packages.map(({ platform }) => join(host, version, platform)));
  return {
    form,
    layout,
    version,
    platforms: packages.map(({ platform }) => platform),
    mirror,
    folder: folders[0] ?? mirror,
    folders,
    ...(layout === "packed" && { checked }),
    changed: placing.changed > 0,
    replaced,
  };
}

/** Puts a package under a host, and takes away the other form of it. Says whether it took the place of another one. */
async function lay(each: ProviderPackage, host: string, placing: Placing): Promise<boolean> {
  const zip = join(host, zipName(each));
  const folder = join(host, each.version, each.platform);
  const hadOne = (await isThere(zip)) || (await isThere(folder));
  const before = placing.changed;
  if (each.layout === "packed") {
    await placing.copy(each.path, zip, 0o644);
    await placing.remove(folder);
    await rmdir(dirname(folder)).catch(() => {}); // not empty, or never there
  } else {
    await fill(folder, each, placing);
    await placing.remove(zip);
  }
  return hadOne && placing.changed > before;
}

/** Makes a folder hold the files of a package, and nothing else: leftovers would be part of the package's checksum. */
async function fill(folder: string, { path, files }: UnpackedProvider, placing: Placing): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const from = join(path, file);
    await placing.copy(from, join(folder, file), (await stat(from)).mode & 0o777);
  }
  const there = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of there.filter((each) => !each.isDirectory())) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (!files.includes(relative(folder, file))) await placing.remove(file);
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** A zip, or the list beside it, that the file system does not give; undefined for anything else. */
function unreadable(error: unknown): Fault | undefined {
  const seen = answered(error);
  if (seen === undefined) return undefined;
  return new Fault("PROVIDER_PACKAGE_UNUSABLE", {
    doing: "checking what is to be installed",
    seen,
    state: "Nothing was written.",
    advice: "Let it be read by who runs this, or name another package by --from.",
    cause: error,
  });
}

/** What the file system said, in words; undefined for what it did not say. */
function answered(error: unknown): string | undefined {
  const { code, syscall = "reading", path } = error as NodeJS.ErrnoException;
  if (error instanceof Unreadable) return error.message;
  if (Fault.is(error) || code === undefined) return undefined;
  return `the system answers ${code} to ${syscall}${path ? ` of ${path}` : ""}`;
}

function fault(error: unknown, mirror: string): unknown {
  const seen = answered(error);
  if (seen === undefined) return error;
  return new Fault("PROVIDER_MIRROR_UNWRITABLE", {
    doing: `putting the provider into ${mirror}`,
    seen,
    state:
      "Every file in it is whole; a package may be there in part, which the next installation completes.",
    cause: error,
  });
}
