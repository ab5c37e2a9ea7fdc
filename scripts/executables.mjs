/**
 * Builds the executables that need no Node: `npm run executables [-- --platform linux_amd64]`, default all platforms.
 * `--out DIR`, default `dist/executables`. Into `DIR/<platform>/` go
 *
 * - `terraform-provider-latchkey_v<version>[.exe]`, of the bundle that `npm run build` has left in `dist/provider`
 * - `latchkey[.exe]`, of the compiled command line in `dist/bin`
 * - except on Windows, what the two start: `provider-<kind>` and `latchkey-<kind>`, where the kind is the C library of
 *   Linux or `darwin`; for musl also `lib*`. Every file whose name does not begin with `latchkey` is the provider's.
 * - `provider.cdx.json` and `latchkey.cdx.json`, what each is made of (CycloneDX), and `…-licenses.txt`, under which
 *   licences
 */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { signedAdHoc } from "./executables/ad-hoc-signature.mjs";
import { checkProgram } from "./executables/check.mjs";
import { bundleCommandLine } from "./executables/command-line.mjs";
import { compile } from "./executables/compile.mjs";
import { launcherText } from "./executables/launcher.mjs";
import { lookInOwnFolder } from "./executables/own-folder.mjs";
import { libraryFiles, runtimeProgram } from "./executables/pinned.mjs";
import { compilerRuntime, PLATFORMS } from "./executables/platforms.mjs";
import { billWriter } from "./sbom/write-bills.mjs";
import { stagingFor } from "./staging.mjs";

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
/**
 * What is built: the name under which it is started, what it is called beside that, its bundle, and whether it says
 * when its start is over.
 */
const PRODUCTS = [
  {
    start: `terraform-provider-latchkey_v${version}`,
    product: "provider",
    entry: "provider.js",
    leanStart: true,
  },
  { start: "latchkey", product: "latchkey", entry: "latchkey.js", leanStart: false },
];

const folders = resolve(root, values.out);
const staging = stagingFor(folders, root, "executables");
const bundles = join(staging, "bundles");
mkdirSync(bundles);
try {
  const provider = join(root, "dist", "provider");
  for (const file of readdirSync(provider).filter((name) => name.endsWith(".js"))) {
    copyFileSync(join(provider, file), join(bundles, file));
  }
  await bundleCommandLine(join(bundles, "latchkey.js"));
  const writeBills = await billWriter();
  for (const platform of values.platform) {
    const made = join(staging, platform);
    mkdirSync(made);
    await build(platform, made);
    writeBills(platform, made);
    const out = join(folders, platform);
    mkdirSync(folders, { recursive: true });
    rmSync(out, { recursive: true, force: true });
    renameSync(made, out);
    process.stdout.write(`${platform}: ${out}\n`);
  }
} finally {
  rmSync(staging, { recursive: true });
}

async function build(platform, folder) {
  const { launcher, parts } = PLATFORMS[platform];
  const compiler = await runtimeProgram(compilerRuntime());
  for (const { kind, runtime, target, libraries } of parts) {
    const program = await preparedRuntime(runtime, libraries);
    for (const { start, product, entry, leanStart } of PRODUCTS) {
      const to = join(folder, kind === "windows" ? `${start}.exe` : `${product}-${kind}`);
      await compile({ compiler, folder: bundles, entry, runtime: program, target, to, leanStart });
      if (platform === "darwin_amd64") writeFileSync(to, signedAdHoc(readFileSync(to)));
      checkProgram(to, platform, kind);
      chmodSync(to, 0o755);
    }
    for (const { name, path } of libraries ? await libraryFiles(libraries) : []) {
      copyFileSync(path, join(folder, name));
      chmodSync(join(folder, name), 0o644);
    }
  }
  for (const { start, product } of launcher ? PRODUCTS : []) {
    writeFileSync(join(folder, start), launcherText(product, launcher), { mode: 0o755 });
  }
}

/** A runtime that comes with libraries has to find them. */
async function preparedRuntime(name, libraries) {
  const program = await runtimeProgram(name);
  if (!libraries) return program;
  const bytes = readFileSync(program);
  lookInOwnFolder(bytes);
  const prepared = join(staging, "runtime");
  writeFileSync(prepared, bytes, { mode: 0o755 });
  return prepared;
}
