import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { packageRoot, packageVersion } from "../../../src/domain/package-root.js";
import { programName } from "../../../src/terraform/package-names.js";
import { terraformPlatform } from "../../../src/terraform/platform.js";
import { freshBundle } from "../acceptance/fresh-build.js";
import { alone } from "./alone.js";
import { ingredients } from "./ingredients.js";

const run = promisify(execFile);

/** The name under which Terraform looks for the provider, anywhere but on Windows. */
export const PROVIDER = programName(packageVersion(), "linux_amd64");

/** Milliseconds after which what was built of other sources is in use by no test any more. */
const OUTLIVED_MS = 3_600_000;

/** Builds the executables of a platform into a folder, out of the bundle that was built last; the folder with them. */
export async function buildExecutables(
  out: string,
  platform = terraformPlatform(),
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  freshBundle();
  const options = { cwd: packageRoot(), env: { ...process.env, ...env } };
  await run(process.execPath, buildArguments(out, platform), options);
  return join(out, platform);
}

/**
 * The folder of a platform's executables. They are built once for all suites and all runs, and once more when anything
 * has changed of which they are made; the first suite that asks builds, the others wait. No test may change them.
 */
export function builtExecutables(platform = terraformPlatform()): string {
  const folder = keptExecutables(platform);
  alone(`executables-${ingredients()}`, () => {
    if (existsSync(folder)) return;
    removeOutlived();
    const aside = join(allKept(), `building-${process.pid}`);
    try {
      execFileSync(process.execPath, buildArguments(aside, platform), { cwd: packageRoot(), stdio: "pipe" });
      mkdirSync(dirname(folder), { recursive: true });
      renameSync(join(aside, platform), folder);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  });
  return folder;
}

/** Where the executables of a platform are kept that are made of what there is now; they need not be there. */
export function keptExecutables(platform = terraformPlatform()): string {
  freshBundle();
  return join(allKept(), ingredients(), platform);
}

/** What a module of the scripts answers; they are modules of another kind than the tests. */
export async function askScript(module: string, expression: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, scriptArguments(module, expression));
  return JSON.parse(stdout);
}

/** The arguments with which Node prints what a module of the scripts answers, as JSON. */
export function scriptArguments(module: string, expression: string): string[] {
  const code = `
    import * as script from ${JSON.stringify(join(packageRoot(), "scripts", "executables", module))};
    process.stdout.write(JSON.stringify(await (${expression})));`;
  return ["--input-type=module", "--eval", code];
}

function buildArguments(out: string, platform: string): string[] {
  return [join(packageRoot(), "scripts", "executables.mjs"), "--platform", platform, "--out", out];
}

function allKept(): string {
  return join(packageRoot(), "node_modules", ".cache", "tested-executables");
}

/** Each platform takes a quarter of a gigabyte. */
function removeOutlived(): void {
  if (!existsSync(allKept())) return;
  for (const name of readdirSync(allKept())) {
    const folder = join(allKept(), name);
    const { mtimeMs = Date.now() } = statSync(folder, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > OUTLIVED_MS) rmSync(folder, { recursive: true, force: true });
  }
}
