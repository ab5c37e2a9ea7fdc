import { execFile } from "node:child_process";
import { chmodSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { packageRoot } from "../../../src/domain/package-root.js";
import { executables } from "./executables.js";

const run = promisify(execFile);

/**
 * Makes a program of the tests that runs as what is tested does: a script for Node, or, where executables are tested, an
 * executable that is compiled as they are.
 * @param main its first source
 * @param program path of what is made
 */
export async function makeTestProgram(main: string, program: string): Promise<void> {
  if (executables() === undefined) return makeNodeProgram(main, program);
  const env = { ...process.env }; // a test may have another one soon
  const bundle = `${program}.js`;
  await bundled(main, bundle);
  await compile(bundle, program, env);
}

/** Makes a script for Node, whatever is tested: an application that uses the package, for which there is no executable. */
export async function makeNodeProgram(main: string, program: string): Promise<void> {
  await bundled(main, program, "#!/usr/bin/env node");
  chmodSync(program, 0o755);
}

async function bundled(main: string, outfile: string, banner?: string): Promise<void> {
  await build({
    entryPoints: [main],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Asked for by grpc-js only when its own debugging services are switched on.
    external: ["@grpc/proto-loader"],
    ...(banner !== undefined && { banner: { js: banner } }),
    logLevel: "warning",
  });
}

/** By the scripts that compile what is released; they are modules that no test can import. */
async function compile(bundle: string, to: string, env: NodeJS.ProcessEnv): Promise<void> {
  const scripts = join(packageRoot(), "scripts", "executables");
  const from = (name: string) => JSON.stringify(pathToFileURL(join(scripts, name)).href);
  const work = `
    import { compile } from ${from("compile.mjs")};
    import { compilerRuntime, PLATFORMS, thisPlatform } from ${from("platforms.mjs")};
    import { runtimeProgram } from ${from("pinned.mjs")};
    const name = compilerRuntime();
    const runtime = await runtimeProgram(name);
    const { target } = PLATFORMS[thisPlatform()].parts.find((part) => part.runtime === name);
    const [folder, entry, to] = process.argv.slice(1);
    await compile({ compiler: runtime, folder, entry, runtime, target, to });`;
  const args = ["--input-type=module", "--eval", work, dirname(bundle), basename(bundle), to];
  await run(process.execPath, args, { env });
}
