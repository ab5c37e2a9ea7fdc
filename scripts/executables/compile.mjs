import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Nothing of the folder that Terraform runs in is read by the runtime. */
const NOTHING_OF_THE_FOLDER = ["dotenv", "bunfig", "tsconfig", "package-json"].map(
  (what) => `--no-compile-autoload-${what}`,
);

/** How many times as often as usual a function has to run before it is compiled. */
const RARELY = 1000;
/**
 * The functions that run up to the first schema, by Bun's hash of each (`bench/executable/start-order.ts`). Their
 * bytecode lies together, so that few pages of it are mapped; a hash that no longer fits any function is passed over.
 */
const START = fileURLToPath(new URL("start-order.txt", import.meta.url));
const LEAN = [`--compile-jit-policy=${RARELY}`, `--bytecode-order=${START}`];

/**
 * Joins a bundle and a runtime to one executable.
 *
 * @param compiler a Bun for this machine
 * @param folder where the bundle is; the paths in the executable are relative to it
 * @param entry name of the bundle's first file
 * @param runtime a Bun for the platform that the executable is for, of the compiler's version
 * @param target the platform in Bun's words
 * @param leanStart whether the program compiles nothing until it says that its start is over, and has what it runs
 * until then in one place
 */
export async function compile({ compiler, folder, entry, runtime, target, to, leanStart }) {
  const args = [
    "build",
    "--compile",
    "--bytecode",
    `--target=${target}`,
    `--compile-executable-path=${runtime}`,
    ...NOTHING_OF_THE_FOLDER,
    ...(leanStart ? LEAN : []),
    `--outfile=${to}`,
    entry,
  ];
  await run(compiler, args, { cwd: folder, env: bareEnvironment() });
}

/** Bun reads variables of its own, and a bunfig.toml of the person's; a build must not depend on either. */
function bareEnvironment() {
  const { PATH, TMPDIR, SystemRoot, TEMP } = process.env;
  return { PATH, TMPDIR, SystemRoot, TEMP };
}
