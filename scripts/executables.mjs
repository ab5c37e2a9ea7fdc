/**
 * Builds the executables that need no Node: `npm run executables [-- --platform linux_amd64]`, default all platforms.
 * `--out DIR`, default `dist/executables`. Into `DIR/<platform>/` go
 *
 * - `terraform-provider-latchkey_v<version>[.exe]`, of the bundle that `npm run build` has left in `dist/provider`
 * - `latchkey[.exe]`, of the compiled command line in `dist/bin`
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleCommandLine } from "./executables/command-line.mjs";
import { compile } from "./executables/compile.mjs";
import { PLATFORMS, thisPlatform } from "./executables/platforms.mjs";
import { runtimeProgram } from "./executables/runtime.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { values } = parseArgs({
  options: {
    platform: { type: "string", multiple: true, default: Object.keys(PLATFORMS) },
    out: { type: "string", default: join("dist", "executables") },
  },
});
const unknown = values.platform.filter((name) => !(name in PLATFORMS));
if (unknown.length > 0) {
  process.stderr.write(
    `No such platform: ${unknown.join(", ")}. There are ${Object.keys(PLATFORMS).join(", ")}.\n`,
  );
  process.exit(2);
}

const cache = join(root, "node_modules", ".cache");
mkdirSync(cache, { recursive: true });
const staging = mkdtempSync(join(cache, "executables-"));
try {
  const provider = `terraform-provider-latchkey_v${version}`;
  for (const file of ["provider.js", "packages.js"]) {
    copyFileSync(join(root, "dist", "provider", file), join(staging, file));
  }
  await bundleCommandLine(join(staging, "latchkey.js"));
  const compiler = await runtimeProgram(PLATFORMS[thisPlatform()].runtime);
  for (const platform of values.platform) {
    const { runtime, target, end } = PLATFORMS[platform];
    const common = { compiler, folder: staging, runtime: await runtimeProgram(runtime), target };
    const out = resolve(root, values.out, platform);
    mkdirSync(out, { recursive: true });
    for (const [entry, name] of [
      ["provider.js", provider],
      ["latchkey.js", "latchkey"],
    ]) {
      const made = join(staging, `${platform}-${name}${end}`);
      await compile({ ...common, entry, to: made });
      renameSync(made, join(out, name + end));
    }
    process.stdout.write(`${platform}: ${out}\n`);
  }
} finally {
  rmSync(staging, { recursive: true });
}
