import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../domain/package-root.js";
import { Fault } from "../../errors/fault.js";

/** The application that the main job deploys, and the tools that it takes. */
export interface Quickstart {
  /** The cdktf command line, run with this Node. */
  readonly cdktf: string;
  /** What goes into the `cdktf.json` of the folder in which cdktf runs. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/**
 * Finds the application that the repository's `cdktf.json` names, and the tools of the repository that run it.
 *
 * @throws Fault QUICKSTART_NOT_FOUND
 */
export function findQuickstart(root = packageRoot()): Quickstart {
  const cdktf = join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const configuration = required(join(root, "cdktf.json"));
  for (const tool of [cdktf, tsx]) required(tool);
  const declared = JSON.parse(readFileSync(configuration, "utf8")) as Record<string, unknown>;
  const [entry = ""] = /\S+\.ts\b/.exec(String(declared.app)) ?? [];
  // The folder in which cdktf runs is not the repository, so every path has to be whole.
  const app = [process.execPath, tsx, required(join(root, entry))].map((path) => `"${path}"`).join(" ");
  return { cdktf, configuration: { ...declared, app, output: "cdktf.out", sendCrashReports: "false" } };
}

/** Writes the `cdktf.json` that makes a folder the project's. */
export function writeProject(folder: string, { configuration }: Quickstart): void {
  writeFileSync(join(folder, "cdktf.json"), `${JSON.stringify(configuration, null, 2)}\n`);
}

function required(file: string): string {
  if (existsSync(file) && !file.endsWith("/")) return file;
  throw new Fault("QUICKSTART_NOT_FOUND", {
    doing: "looking for the quickstart and its tools",
    seen: `there is no ${file}`,
    state: "Nothing was started.",
  });
}
