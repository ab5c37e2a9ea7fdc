const PROVIDER = "terraform-provider-latchkey";
const VERSION = String.raw`\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?`;
const ZIP = new RegExp(`^${PROVIDER}_(${VERSION})_([a-z0-9]+_[a-z0-9]+)\\.zip$`);
const PROGRAM = new RegExp(`^${PROVIDER}_v(${VERSION})$`);

/** What a packed provider is: one version for one platform. */
export interface PackageId {
  readonly version: string;
  readonly platform: string;
}

/** The program of a package. */
export interface StartedProgram {
  readonly name: string;
  readonly version: string | undefined;
}

/** The name that the registry and the mirrors want of a packed provider. */
export function zipName({ version, platform }: PackageId): string {
  return `${PROVIDER}_${version}_${platform}.zip`;
}

/** What a file of this name packs; undefined where it is no packed provider of ours. */
export function parseZipName(name: string): PackageId | undefined {
  const [, version, platform] = ZIP.exec(name) ?? [];
  return version !== undefined && platform !== undefined ? { version, platform } : undefined;
}

/** The name of the list of checksums that belongs to the zips of a version. */
export function sumsName(version: string): string {
  return `${PROVIDER}_${version}_SHA256SUMS`;
}

/** The name of the manifest that the registry reads, which tells the protocols of a version. */
export function manifestName(version: string): string {
  return `${PROVIDER}_${version}_manifest.json`;
}

/** The name of the program within a package. */
export function programName(version: string, platform: string): string {
  return `${PROVIDER}_v${version}${platform.startsWith("windows_") ? ".exe" : ""}`;
}

/**
 * The program that Terraform starts out of a folder with these files: of all whose name begins with the provider's, the
 * first in the order of bytes. Undefined where there is none; without a version where it is none that we have named.
 */
export function startedProgram(names: readonly string[]): StartedProgram | undefined {
  const [name] = names.filter((each) => /^terraform-provider-latchkey(?:[_.]|$)/.test(each)).sort();
  const [, version] = PROGRAM.exec(name?.replace(/\.exe$/, "") ?? "") ?? [];
  return name === undefined ? undefined : { name, version };
}

/** Parts, licences and the bill of the executable, and the libraries of its runtime. */
const BESIDE_EXECUTABLE = [/^provider[-.]/, /^lib(?:stdc\+\+|gcc_s)[\w.-]*\.so(?:\.\d+)*$/];
/** The bundle of the Node program. */
const BESIDE_BUNDLE = [/^provider\.js$/, /^packages-[\w-]+\.js$/, /^package\.json$/];

/**
 * Of the files in a folder, the provider's: the program that Terraform starts, and what a build lays beside it. Whoever has
 * unpacked it may have done so among files of their own.
 */
export function filesOfProvider(names: readonly string[]): string[] {
  const program = startedProgram(names)?.name;
  const beside = names.includes("provider.js") ? BESIDE_BUNDLE : BESIDE_EXECUTABLE;
  return names.filter((name) => name === program || beside.some((form) => form.test(name)));
}

/**
 * Whether a file beside both programs belongs to the provider. What begins with `latchkey` is the command line's; what
 * begins with the name of the provider's program, or with `provider`, is the provider's; the rest (libraries, licences) is
 * of both.
 */
export function isOfProvider(path: string): boolean {
  return !path.startsWith("latchkey");
}

/** Whether a file beside both programs belongs to the command line. */
export function isOfCommandLine(path: string): boolean {
  return !/^(?:terraform-)?provider[-_.]/.test(path);
}
