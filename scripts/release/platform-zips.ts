import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  isOfCommandLine,
  isOfProvider,
  programName,
  startedProgram,
  zipName,
} from "../../src/terraform/package-names.js";
import { zipFolder } from "./zip-folder.js";

/** The zips of a platform: what Terraform installs, and the command line. */
export interface PlatformZips {
  readonly provider: readonly [name: string, content: Uint8Array];
  readonly commandLine: readonly [name: string, content: Uint8Array];
}

/**
 * Packs the executables of a platform: each program with what is its own, and what is of both.
 *
 * @throws Error where something is missing, or Terraform would start another file than the provider
 */
export async function platformZips(from: string, version: string, platform: string): Promise<PlatformZips> {
  const folder = join(from, platform);
  const files = await filesBelow(folder);
  const provider = programName(version, platform);
  const commandLine = platform.startsWith("windows_") ? "latchkey.exe" : "latchkey";
  for (const program of [provider, commandLine]) {
    if (!files.includes(program)) throw new Error(`${folder} holds no ${program}.`);
  }
  const started = startedProgram(files.filter((file) => !/[\\/]/.test(file)))?.name;
  if (started !== provider)
    throw new Error(`Of ${folder}, Terraform would start ${started}, not ${provider}.`);
  const pack = (program: string, belongs: (path: string) => boolean) =>
    zipFolder(
      folder,
      files.filter(belongs).map((path) => ({ path, isProgram: path === program })),
    );
  return {
    provider: [zipName({ version, platform }), await pack(provider, isOfProvider)],
    commandLine: [`latchkey_${version}_${platform}.zip`, await pack(commandLine, isOfCommandLine)],
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    const reason = cause.code === "ENOENT" ? "is not there; npm run executables makes it" : cause.message;
    throw new Error(`${folder} ${reason}.`, { cause });
  });
  const files = entries.filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
  const odd = files.findIndex((entry) => !entry.isFile());
  // Whoever unpacks a zip may not make a link of it.
  if (odd >= 0) throw new Error(`${join(folder, paths[odd] ?? "")} is no ordinary file.`);
  return paths.sort();
}
