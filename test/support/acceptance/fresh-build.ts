import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/cli/package-root.js";
import { builtProvider } from "../../../src/cli/terraform/own-provider.js";

/**
 * The folder of the built provider. Builds it first if a source is younger than everything that was built, so that a
 * test never runs against yesterday's provider; `npm test` has always built it by then.
 */
export function freshProvider(): string {
  const root = packageRoot();
  const dist = join(root, "dist");
  if (!existsSync(dist) || newest(join(root, "src")) > newest(dist)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")]);
    if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
  }
  return builtProvider();
}

/** When the youngest file below a folder was changed; executables are built by themselves. */
function newest(folder: string): number {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = all.filter((file) => !file.startsWith("executables"));
  return Math.max(
    ...files.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}
