import { spawn } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { terraformPlatform } from "../../../src/cli/terraform/platform.js";
import { freshProvider } from "../acceptance/fresh-build.js";
import { file } from "../cli/temporary-folder.js";

const root = join(__dirname, "../../..");

/** How the making of a release has ended. */
export interface Made {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run release` with these options. */
export function makeRelease(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Made> {
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const child = spawn(process.execPath, [tsx, join(root, "scripts/release.ts"), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text) => (printed[name] += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...printed }));
  });
}

/**
 * A folder that looks as the executables of this machine do, and works: the Node program stands in for the executable,
 * with its bundle as what has to be beside it.
 */
export function standInExecutables(folder: string, platform = terraformPlatform()): string {
  const made = join(folder, platform);
  mkdirSync(made, { recursive: true });
  cpSync(freshProvider(), made, { recursive: true });
  file(made, "latchkey", "#!/bin/sh\necho the command line\n", 0o755);
  file(made, "LICENSE", "the licence\n");
  return made;
}
