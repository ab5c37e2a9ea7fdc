import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { compilerRuntime, PLATFORMS } from "./platforms.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cache = join(root, "node_modules", ".cache", "executables");
const run = promisify(execFile);

/** The runtimes, packages of npm: what is in each, by version and integrity, as a lock file has it. */
export const RUNTIMES = json("runtimes.json");
/** What the musl runtimes need and Alpine may lack, out of Python wheels: the only registry that has it. */
export const LIBRARIES = json("libraries.json");

/** The program of a runtime that is pinned, as `npm` brings it. */
export async function runtimeProgram(name) {
  const { version, integrity } = RUNTIMES[name];
  const folder = await kept(`${name}@${version}`, integrity, {
    fetch: (to) =>
      npm(["pack", `${name}@${version}`, "--pack-destination", to, "--prefer-offline", "--silent"]),
    open: (archive, to) => run("tar", ["-xzf", archive, "-C", to, "--strip-components=1"]),
  });
  return ["bun", "bun.exe"].map((file) => join(folder, "bin", file)).find((file) => existsSync(file));
}

/** The files of the libraries for a Python platform, as `pip` brings them: path and name that the runtime asks for. */
export async function libraryFiles(platform) {
  const { package: name, version, integrity, files } = LIBRARIES[platform];
  const folder = await kept(`${name}@${version}-${platform}`, integrity, {
    fetch: (to) => pip(["download", `${name}==${version}`, ...wheelFor(platform), "--dest", to]),
    open: (archive, to) => {
      const wanted = new Set(files.map(({ from }) => from));
      const opened = unzipSync(readFileSync(archive), { filter: (file) => wanted.has(file.name) });
      for (const { from, to: file } of files) writeFileSync(join(to, file), opened[from]);
    },
  });
  return files.map(({ to }) => ({ name: to, path: join(folder, to) }));
}

/**
 * Fetches all that the executables of a platform are built with. Gives why one of it cannot be fetched, in a sentence;
 * null when all is there.
 */
export async function notFetchable(platform) {
  const { parts } = PLATFORMS[platform];
  try {
    for (const name of new Set([compilerRuntime(), ...parts.map(({ runtime }) => runtime)])) {
      await runtimeProgram(name);
    }
    for (const { libraries } of parts) if (libraries) await libraryFiles(libraries);
  } catch (error) {
    if (error instanceof NotFetched) return error.message;
    throw error;
  }
  return null;
}

class NotFetched extends Error {}

/**
 * The folder with what is in an archive, fetched once and only taken when it is what is pinned.
 *
 * @param fetch brings the archive, alone, into a folder
 * @param open lays what is wanted of it into another
 */
async function kept(name, integrity, { fetch, open }) {
  const digest = createHash("sha256").update(integrity).digest("hex").slice(0, 16);
  const folder = join(cache, `${name.replace(/[^\w.]+/g, "-").replace(/^-/, "")}-${digest}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, "fetch-"));
  try {
    const [fetched, opened] = [join(staging, "fetched"), join(staging, "opened")];
    for (const each of [fetched, opened]) mkdirSync(each);
    await fetch(fetched).catch((cause) => {
      const said = String(cause.stderr ?? "").trim() || cause.message;
      throw new NotFetched(`${name} cannot be fetched: ${said}`, { cause });
    });
    const [archive] = readdirSync(fetched).map((file) => join(fetched, file));
    checkIntegrity(name, readFileSync(archive), integrity);
    await open(archive, opened);
    moveInto(opened, folder);
  } finally {
    rmSync(staging, { recursive: true });
  }
  return folder;
}

/** Throws unless the bytes are the ones that are pinned. */
export function checkIntegrity(name, bytes, integrity) {
  const found = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  if (found !== integrity) throw new Error(`${name} is not what is pinned: ${found} instead of ${integrity}`);
}

function npm(args) {
  // Set by whatever runs the scripts, which need not be npm.
  const { npm_execpath: script = "" } = process.env;
  const [program, before] = script.endsWith("npm-cli.js") ? [process.execPath, [script]] : ["npm", []];
  return run(program, [...before, ...args], { cwd: cache });
}

function pip(args) {
  const program = process.platform === "win32" ? "py" : "python3";
  return run(program, ["-m", "pip", ...args, "--quiet", "--disable-pip-version-check"], { cwd: cache });
}

function wheelFor(platform) {
  const python = ["--python-version", "3.12", "--implementation", "cp", "--abi", "cp312"];
  return ["--no-deps", "--only-binary=:all:", "--platform", platform, ...python];
}

function moveInto(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another build was faster, with the same bytes.
    if (!existsSync(to)) throw error;
  }
}

function json(file) {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
}
