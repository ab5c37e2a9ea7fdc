import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, packageVersion } from "../domain/package-root.js";
import { Fault } from "../errors/fault.js";
import { zipName } from "./package-names.js";
import { terraformPlatform } from "./platform.js";
import { type ProviderPackage, packedFor, unpackedAt } from "./provider-package.js";

/**
 * The folder in which the build has left the provider.
 *
 * @throws Fault PROVIDER_NOT_BUILT
 */
export function builtProvider(root = packageRoot()): string {
  const folder = join(root, "dist", "provider");
  if (existsSync(join(folder, `terraform-provider-latchkey_v${packageVersion()}`))) return folder;
  throw notBuilt(folder);
}

/**
 * The provider that comes with this command: the Node bundle of the npm package, or what lies beside the command where
 * it is an executable, first a zip of the release and then the program.
 *
 * @throws Fault PROVIDER_NOT_BUILT
 */
export async function ownPackage(root = packageRoot()): Promise<ProviderPackage> {
  if (isPackage(root)) {
    const folder = builtProvider(root);
    const bundle = await unpackedAt(folder);
    if (bundle) return bundle;
    throw notBuilt(folder);
  }
  const beside = (await packedFor(root)) ?? (await unpackedAt(root));
  if (beside) return beside;
  const zip = zipName({ version: packageVersion(), platform: terraformPlatform() });
  throw notBuilt(root, `Name ${zip} of the release by --from, or put it beside the command.`);
}

/** Whether a folder is this package's; an executable may lie in that of any other. */
function isPackage(root: string): boolean {
  try {
    return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).name === "latchkey";
  } catch {
    return false;
  }
}

function notBuilt(folder: string, advice?: string): Fault {
  return new Fault("PROVIDER_NOT_BUILT", {
    doing: `looking for version ${packageVersion()} of the provider`,
    seen: `it is not in ${folder}`,
    state: "Nothing was written.",
    ...(advice !== undefined && { advice }),
  });
}
