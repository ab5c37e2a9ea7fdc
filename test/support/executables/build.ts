import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freshProvider } from "../acceptance/fresh-build.js";

const run = promisify(execFile);
const root = join(__dirname, "../../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** The name under which Terraform looks for the provider. */
export const PROVIDER = `terraform-provider-latchkey_v${version}`;

/** This machine, in the registry's words. */
export const thisPlatform = [
  process.platform === "win32" ? "windows" : process.platform,
  process.arch === "x64" ? "amd64" : process.arch,
].join("_");

/** Builds the executables of a platform into a folder, out of the bundle that was built last; the folder with them. */
export async function buildExecutables(
  out: string,
  platform = thisPlatform,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  freshProvider();
  const script = join(root, "scripts", "executables.mjs");
  await run(process.execPath, [script, "--platform", platform, "--out", out], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  return join(out, platform);
}

/** What a module of the scripts answers; they are modules of another kind than the tests. */
export async function askScript(module: string, expression: string): Promise<unknown> {
  const code = `
    import * as script from ${JSON.stringify(join(root, "scripts", "executables", module))};
    process.stdout.write(JSON.stringify(await (${expression})));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code]);
  return JSON.parse(stdout);
}
