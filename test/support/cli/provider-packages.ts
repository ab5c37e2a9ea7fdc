import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { packageVersion } from "../../../src/domain/package-root.js";
import { terraformPlatform } from "../../../src/terraform/platform.js";
import { file, temporaryFolder } from "./temporary-folder.js";

export const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** Name of the provider's program on this machine. */
export const PROGRAM = `terraform-provider-latchkey_v${packageVersion()}`;

/** Where a program is looked for that is required under this host. */
export function programFolder(host: string, mirror: string, platform = terraformPlatform()): string {
  return join(mirror, host, "latchkey/latchkey", packageVersion(), platform);
}

/** Where a zip is looked for that is required under this host. */
export function zipFile(host: string, mirror: string, platform = terraformPlatform()): string {
  return join(mirror, host, "latchkey/latchkey", zipNameFor(platform));
}

export function zipNameFor(platform: string = terraformPlatform(), version = packageVersion()): string {
  return `terraform-provider-latchkey_${version}_${platform}.zip`;
}

/** A folder as the build leaves the Node program. */
export function nodeBundle(program = "#!/bin/sh\n"): string {
  const folder = temporaryFolder();
  file(folder, PROGRAM, program, 0o755);
  file(folder, "provider.js", "// the bundle");
  file(folder, "package.json", "{}");
  return folder;
}

/** A folder as the executables of a platform are built: both programs, and what they have beside them. */
export function executables(folder = temporaryFolder(), content = "executable"): string {
  file(folder, PROGRAM, content, 0o755);
  file(folder, "latchkey", "the command line", 0o755);
  file(folder, "provider-musl", "a part of the program", 0o755);
  file(folder, "latchkey-musl", "a part of the command line", 0o755);
  file(folder, "libstdc++.so.6", "a library of both");
  file(folder, "provider-licenses.txt", "the licences");
  return folder;
}

/** A folder of a release with zips for these platforms, which nobody opens, and the list of their checksums. */
export function release(platforms: readonly string[] = [terraformPlatform()]): string {
  const folder = temporaryFolder();
  for (const platform of platforms) file(folder, zipNameFor(platform), `zip for ${platform}`);
  listSums(
    folder,
    platforms.map((platform) => join(folder, zipNameFor(platform))),
  );
  return folder;
}

/** Writes the list of checksums of a version. */
export function listSums(folder: string, files: readonly string[]): void {
  const lines = files.map((each) => `${sha256(readFileSync(each))}  ${basename(each)}\n`);
  file(folder, `terraform-provider-latchkey_${packageVersion()}_SHA256SUMS`, lines.join(""));
}

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
