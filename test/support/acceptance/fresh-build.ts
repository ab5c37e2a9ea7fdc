import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import { builtProvider } from "../../../src/terraform/own-provider.js";
import { executables, latchkeyCall } from "../runtime/executables.js";

/** The folder of the provider that is tested: of the executables where they are named, else of a fresh bundle. */
export function freshProvider(): string {
  return executables() ?? freshBundle();
}

/** How the command line is called that is tested, as a program and its first arguments. */
export function freshLatchkey(): readonly [program: string, ...first: string[]] {
  if (executables() === undefined) freshBundle();
  return latchkeyCall(join(packageRoot(), "dist", "bin", "latchkey.js"));
}

/**
 * The folder of the provider's bundle. Builds it first if a source is younger than everything that was built, so that a
 * test never runs against yesterday's provider; `npm test` has always built it by then.
 */
export function freshBundle(): string {
  const root = packageRoot();
  const dist = join(root, "dist");
  if (!existsSync(dist) || newest(join(root, "src")) > newest(dist)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")]);
    if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
  }
  return builtProvider();
}

/** When the youngest file below a folder was changed; executables and releases are made by themselves. */
function newest(folder: string): number {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = all.filter((file) => !/^(?:executables|release)\b/.test(file));
  return Math.max(
    ...files.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}
