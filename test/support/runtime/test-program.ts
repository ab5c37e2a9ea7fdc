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
  const isScript = executables() === undefined;
  const env = { ...process.env }; // a test may have another one soon
  const outfile = isScript ? program : `${program}.js`;
  await build({
    entryPoints: [main],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Asked for by grpc-js only when its own debugging services are switched on.
    external: ["@grpc/proto-loader"],
    ...(isScript && { banner: { js: "#!/usr/bin/env node" } }),
    logLevel: "warning",
  });
  if (isScript) chmodSync(program, 0o755);
  else await compile(outfile, program, env);
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
