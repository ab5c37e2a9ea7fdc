import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cache = join(root, "node_modules", ".cache", "runtimes");
const pinned = JSON.parse(readFileSync(new URL("runtimes.json", import.meta.url), "utf8"));
const run = promisify(execFile);

/**
 * The folder of a package that runtimes.json pins: fetched by npm, as npm is set up here, and only when the archive is
 * the one that is pinned.
 */
export async function runtimeFolder(name) {
  const { version, integrity } = pinned[name];
  const digest = createHash("sha256").update(integrity).digest("hex").slice(0, 16);
  const folder = join(cache, `${name.replace(/\W+/g, "-").slice(1)}-${version}-${digest}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, "fetch-"));
  try {
    await npm(["pack", `${name}@${version}`, "--pack-destination", staging, "--prefer-offline", "--silent"]);
    const [archive] = readdirSync(staging).map((file) => join(staging, file));
    const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
    if (found !== integrity) {
      throw new Error(`${name}@${version} is not what runtimes.json pins: ${found} instead of ${integrity}`);
    }
    await run("tar", ["-xzf", archive, "-C", staging]);
    moveInto(join(staging, "package"), folder);
  } finally {
    rmSync(staging, { recursive: true });
  }
  return folder;
}

/** The runtime's program within its package. */
export async function runtimeProgram(name) {
  const folder = await runtimeFolder(name);
  return ["bun", "bun.exe"].map((file) => join(folder, "bin", file)).find((file) => existsSync(file));
}

function npm(args) {
  const [program, before] = process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath]]
    : ["npm", []];
  // npm hands its flags down by the environment; the pack of a package of ours is not what is asked for.
  return run(program, [...before, ...args], { cwd: cache });
}

function moveInto(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another build was faster, with the same bytes.
    if (!existsSync(to)) throw error;
  }
}
