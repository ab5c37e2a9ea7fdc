/**
 * Builds the package: `node scripts/build.mjs [--out DIR]`, default DIR `dist`.
 *
 * - `dist/`: the compiled sources with types, except the room `provider`
 * - `dist/provider-modules/`: the compiled room `provider`, without types, for the command line's discovery alone
 * - `dist/provider/`: what Terraform installs, complete without node_modules: a launcher for a shell and any Node, the
 *   provider in one file, and in others the packages that it loads only when an operation needs them
 * - `dist/rotation/function/`: what Lambda loads as the rotation function of a secret, in one file
 *
 * Everything is made in a folder of its own and moved into place file by file. Builds may therefore run at the same
 * time, and a Terraform that starts the provider meanwhile finds whole files. A file that has not changed is not
 * touched; what an older build has left is removed, except releases and executables, which are made by themselves. A DIR
 * that holds something else than a build is refused.
 */
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleProvider } from "./bundle-provider.mjs";
import { bundleRotation } from "./bundle-rotation.mjs";
import { launcherText } from "./launcher.mjs";
import { loadWhenUsed } from "./load-when-used.mjs";
import { stagingFor } from "./staging.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { values } = parseArgs({ options: { out: { type: "string", default: "dist" } } });
const out = resolve(root, values.out);

/** In the folder of a build, what other commands make. */
const MADE_ELSEWHERE = ["executables", "release"];
const COMMAND = join("bin", "latchkey.js");

if (!mayBeFilled(out)) {
  process.stderr.write(`${out} holds something else than a build; nothing was built.\n`);
  process.exit(1);
}
const staging = stagingFor(out, root, "build");
try {
  const [compiled, bundle, rotation] = ["compiled", "bundle", "rotation"].map((name) => join(staging, name));
  const [code] = await Promise.all([compile(compiled), layProvider(bundle), bundleRotation(rotation)]);
  if (code === 0) {
    // The provider runs as a bundle, which takes the place of its modules.
    keepModules(compiled);
    loadWhenUsed(compiled);
    for (const end of ["js", "d.ts"]) rmSync(join(compiled, "bin", `provider.${end}`));
    renameSync(bundle, join(compiled, "provider"));
    renameSync(rotation, join(compiled, "rotation", "function"));
    chmodSync(join(compiled, "bin", "latchkey.js"), 0o755);
    publish(compiled, out);
  }
  process.exitCode = code;
} finally {
  rmSync(staging, { recursive: true });
}

/** Compiles the sources; resolves with the compiler's exit code, whose messages have been shown. */
function compile(outDir) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const child = spawn(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", outDir], {
    cwd: root,
    stdio: "inherit",
  });
  return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}

/** Moves the provider's modules, and has what imports them find them there. */
function keepModules(compiled) {
  renameSync(join(compiled, "provider"), join(compiled, "provider-modules"));
  for (const name of filesIn(compiled)) {
    const file = join(compiled, name);
    if (/^provider-modules.*\.d\.ts$/.test(name)) rmSync(file);
    if (!/^discovery.*\.js$/.test(name)) continue;
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replaceAll('require("../provider/', 'require("../provider-modules/'));
  }
}

async function layProvider(folder) {
  await bundleProvider(folder);
  const launcher = join(folder, `terraform-provider-latchkey_v${manifest.version}`);
  writeFileSync(launcher, launcherText(manifest));
  chmodSync(launcher, 0o755);
  // A file without an extension is CommonJS unless a package.json further up says otherwise.
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
}

/** Whether a folder has nothing to lose by a build: it is not there, has no file, or holds an older build. */
function mayBeFilled(folder) {
  if (!existsSync(folder) || existsSync(join(folder, COMMAND))) return true;
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.every((entry) => MADE_ELSEWHERE.includes(entry.name) || isEmptyFolder(folder, entry));
}

function isEmptyFolder(parent, entry) {
  const inner = join(parent, entry.name);
  return (
    entry.isDirectory() &&
    readdirSync(inner, { withFileTypes: true }).every((each) => isEmptyFolder(inner, each))
  );
}

/** Makes `to` the same as `from`, whole file by whole file. */
function publish(from, to) {
  // The command comes first: a build that was cut off is known by it, and the next one goes on.
  const files = [COMMAND, ...filesIn(from).filter((file) => file !== COMMAND)];
  for (const file of files) {
    const [source, target] = [join(from, file), join(to, file)];
    if (!same(source, target)) place(source, target);
  }
  try {
    prune(to, new Set(files));
  } catch (error) {
    // Another build removes the same things just now, or fills the folder again.
    if (error.code !== "ENOENT" && error.code !== "ENOTEMPTY") throw error;
  }
}

function place(source, target) {
  for (;;) {
    mkdirSync(dirname(target), { recursive: true });
    try {
      renameSync(source, target);
      return;
    } catch (error) {
      // Another build has found the folder empty and removed it.
      if (error.code !== "ENOENT" || !existsSync(source)) throw error;
    }
  }
}

function prune(folder, wanted) {
  const isElsewhere = (file) => MADE_ELSEWHERE.includes(file.split(sep)[0]);
  const stale = filesIn(folder).filter((file) => !wanted.has(file) && !isElsewhere(file));
  for (const file of stale) rmSync(join(folder, file), { force: true });
  removeEmptyFolders(folder);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
}

function same(source, target) {
  const there = statSync(target, { throwIfNoEntry: false });
  const here = statSync(source);
  return (
    there?.isFile() &&
    there.mode === here.mode &&
    there.size === here.size &&
    readFileSync(source).equals(readFileSync(target))
  );
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = join(folder, entry.name);
    removeEmptyFolders(inner);
    if (readdirSync(inner).length === 0) rmdirSync(inner);
  }
}
