import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageVersion } from "../../../src/domain/package-root.js";

/** Names a folder with the executables of this machine's platform, which are then tested in place of the bundle. */
export const EXECUTABLES_VARIABLE = "LATCHKEY_EXECUTABLES";

const end = process.platform === "win32" ? ".exe" : "";

/** The name of the program that Terraform starts. */
export function providerFile(): string {
  return `terraform-provider-latchkey_v${packageVersion()}${end}`;
}

/**
 * The folder of the executables that are tested; undefined where the bundle is, on Node. One variable for everything
 * that starts a program of ours: acceptance tests, contract tests, tests of the ways out, and the fault matrix.
 */
export function executables(): string | undefined {
  const named = process.env[EXECUTABLES_VARIABLE];
  if (!named) return undefined;
  // npm runs a script in the package's folder, and says where it was called.
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), named);
  if (existsSync(join(folder, providerFile()))) return folder;
  throw new Error(`there is no ${providerFile()} in ${folder} (from ${EXECUTABLES_VARIABLE})`);
}

/** How the command line is called that is tested: a program and its first arguments. */
export function latchkeyCall(bundled: string): readonly [program: string, ...first: string[]] {
  const folder = executables();
  return folder === undefined ? [process.execPath, bundled] : [join(folder, `latchkey${end}`)];
}
