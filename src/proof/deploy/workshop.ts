import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../domain/package-root.js";
import { Fault } from "../../errors/fault.js";

/** The repository's examples, and its tools that deploy and run them. */
export interface Workshop {
  readonly root: string;
  /** The cdktf command line, run with this Node. */
  readonly cdktf: string;
  /** What runs TypeScript, run with this Node. */
  readonly tsx: string;
  /** What the repository's `cdktf.json` says. */
  readonly declared: Readonly<Record<string, unknown>>;
  /** The application that it names, from the repository's root. */
  readonly quickstart: string;
}

/**
 * Finds the tools of the repository, and whether what they are to run is there.
 *
 * @param examples programs, from the repository's root, beside the one that `cdktf.json` names.
 * @throws Fault QUICKSTART_NOT_FOUND
 */
export function findWorkshop(root = packageRoot(), examples: readonly string[] = []): Workshop {
  const cdktf = join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const configuration = required(join(root, "cdktf.json"));
  for (const tool of [cdktf, tsx]) required(tool);
  const declared = JSON.parse(readFileSync(configuration, "utf8")) as Record<string, unknown>;
  const [quickstart = ""] = /\S+\.ts\b/.exec(String(declared.app)) ?? [];
  for (const program of [quickstart, ...examples]) required(join(root, program));
  return { root, cdktf, tsx, declared, quickstart };
}

/** What starts an example with this Node: the program and its arguments, each a whole path. */
export function commandOf({ root, tsx }: Workshop, example: string): [string, ...string[]] {
  return [process.execPath, tsx, join(root, example)];
}

/** Writes the `cdktf.json` that makes a folder the project of an example. */
export function writeProject(folder: string, workshop: Workshop, example = workshop.quickstart): void {
  // The folder in which cdktf runs is not the repository, so every path has to be whole.
  const app = commandOf(workshop, example)
    .map((path) => `"${path}"`)
    .join(" ");
  const configuration = { ...workshop.declared, app, output: "cdktf.out", sendCrashReports: "false" };
  writeFileSync(join(folder, "cdktf.json"), `${JSON.stringify(configuration, null, 2)}\n`);
}

function required(file: string): string {
  if (existsSync(file) && !file.endsWith("/")) return file;
  throw new Fault("QUICKSTART_NOT_FOUND", {
    doing: "looking for the examples and the tools that deploy them",
    seen: `there is no ${file}`,
    state: "Nothing was started.",
  });
}
