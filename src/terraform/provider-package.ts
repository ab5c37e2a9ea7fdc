import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { packageVersion } from "../domain/package-root.js";
import { Fault } from "../errors/fault.js";
import { filesOfProvider, parseZipName, startedProgram, zipName } from "./package-names.js";
import { isPlatformName, terraformPlatform } from "./platform.js";

/** A Node program in a few files, or an executable that brings its runtime with it. */
export type ProviderForm = "node" | "executable";

/** The provider for one platform, as it can be put into a mirror. */
export type ProviderPackage = PackedProvider | UnpackedProvider;

/** A zip of a release. */
export interface PackedProvider {
  readonly layout: "packed";
  readonly form: "executable";
  readonly version: string;
  readonly platform: string;
  readonly path: string;
}

/** A folder with the program and what it needs beside it, and maybe with files of others. */
export interface UnpackedProvider {
  readonly layout: "unpacked";
  readonly form: ProviderForm;
  readonly version: string;
  readonly platform: string;
  readonly path: string;
  /** Their names in the folder. */
  readonly files: readonly string[];
}

/**
 * What a path names: a zip of a release, a program or the folder of one, or a folder in which there are zips of this
 * version, or folders of programs that are named as platforms.
 *
 * @throws Fault PROVIDER_PACKAGE_UNUSABLE
 */
export async function packagesAt(path: string): Promise<readonly ProviderPackage[]> {
  const about = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw unusable(
      path,
      cause.code === "ENOENT" ? "there is nothing" : `it cannot be read (${cause.code})`,
      cause,
    );
  });
  if (!about.isDirectory()) return [await packageIn(path)];
  const zips = await packedIn(path);
  if (zips.length > 0) return zips;
  const program = await unpackedAt(path);
  if (program) return [program];
  const folders = await unpackedBelow(path);
  if (folders.length > 0) return folders;
  throw unusable(path, `the folder holds no package of version ${packageVersion()}${await othersIn(path)}`);
}

/**
 * The program that a folder holds, with what is beside it; undefined where there is none. It is for the platform that
 * the folder is named after, else for this one.
 */
export async function unpackedAt(path: string): Promise<UnpackedProvider | undefined> {
  const names = await namesIn(path);
  const version = startedProgram(names)?.version;
  if (version === undefined) return undefined;
  const files = filesOfProvider(names);
  const named = basename(path);
  return {
    layout: "unpacked",
    form: files.includes("provider.js") ? "node" : "executable",
    version,
    platform: isPlatformName(named) ? named : terraformPlatform(),
    path,
    files,
  };
}

/** The zip of this version for this platform in a folder; undefined where it is not there. */
export async function packedFor(folder: string): Promise<PackedProvider | undefined> {
  const wanted = zipName({ version: packageVersion(), platform: terraformPlatform() });
  return (await packedIn(folder)).find(({ path }) => basename(path) === wanted);
}

async function packageIn(file: string): Promise<ProviderPackage> {
  const packed = parseZipName(basename(file));
  if (packed) return { layout: "packed", form: "executable", ...packed, path: file };
  if (startedProgram([basename(file)])?.version !== undefined) {
    const program = await unpackedAt(dirname(file));
    if (program) return program;
  }
  const wanted = zipName({ version: packageVersion(), platform: terraformPlatform() });
  throw unusable(file, `a file of this name is neither a zip such as ${wanted} nor the provider's program`);
}

async function packedIn(folder: string): Promise<PackedProvider[]> {
  return (await namesIn(folder)).flatMap((name) => {
    const packed = parseZipName(name);
    if (packed?.version !== packageVersion()) return [];
    return [{ layout: "packed" as const, form: "executable" as const, ...packed, path: join(folder, name) }];
  });
}

async function unpackedBelow(folder: string): Promise<UnpackedProvider[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((each) => each.isDirectory() && isPlatformName(each.name))
    .map(({ name }) => name);
  const found = await Promise.all(names.sort().map((name) => unpackedAt(join(folder, name))));
  return found.flatMap((each) => (each?.version === packageVersion() ? [each] : []));
}

async function othersIn(folder: string): Promise<string> {
  const versions = new Set((await namesIn(folder)).flatMap((name) => parseZipName(name)?.version ?? []));
  return versions.size > 0 ? `; there is ${[...versions].join(", ")}, whose zip can be named by itself` : "";
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function unusable(path: string, seen: string, cause?: unknown): Fault {
  return new Fault("PROVIDER_PACKAGE_UNUSABLE", {
    doing: `looking for the provider at ${path}`,
    seen,
    state: "Nothing was written.",
    cause,
  });
}
