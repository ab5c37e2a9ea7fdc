import type { Command } from "commander";
import type { DiscoverOptions } from "./discover.js";
import type { ExitCode } from "./exit-code.js";
import { gatewayPathFlag, misused } from "./flags.js";
import type { Host } from "./io.js";
import type { CliWorld } from "./world.js";

const HELP = `
Without --hcl and --cdktf, only a table of what there is. The configuration plans empty: of what is found all is imported,
and nothing changed. What refers to another object that was found, refers to its resource. No value of a secret is asked
for; write-only arguments are named in comments.
Terraform 1.14 and later do the same by terraform query.

Environment: gateway as the provider's.
Exit codes: 0 done, whatever was left out because no resource type manages it; 1 failed, or something may not be read by
this login; 2 wrong usage or something is missing; 130 interrupted.

Examples:
  latchkey discover /prod
  latchkey discover /prod --hcl --out found.tf
  latchkey discover / --cdktf > discovered.ts`;

interface DiscoverFlags {
  readonly hcl?: true;
  readonly cdktf?: true;
  readonly out?: string;
  readonly json?: true;
}

/** Adds `discover` to the command line. */
export function defineDiscoverCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("discover")
    .description(
      "find what the gateway holds below a folder, and write it as imports with their configuration",
    )
    .argument("<path>", "the folder in the gateway; / for everything")
    .option("--hcl", "write import blocks and resources, in Terraform's language")
    .option("--cdktf", "write a program of this library's constructs, with their imports")
    .option(
      "--out <file>",
      "file that is written, or the folder for it; never one that is there (default: standard output)",
    )
    .option("--json", "print what was found as one line of JSON; what is written goes to --out")
    .addHelpText("after", HELP)
    .action(async (path: string, flags: DiscoverFlags) => {
      const options = { path: folderArgument(path), ...wishOf(flags) };
      const { runDiscover } = await import("./discover.js");
      finish(await runDiscover(options, host, world));
    });
}

/** A folder with `/` at its end. */
function folderArgument(given: string): string {
  const folder = given.replace(/\/+$/, "");
  return folder === "" && given !== "" ? "/" : `${gatewayPathFlag("the path", folder)}/`;
}

function wishOf({ hcl, cdktf, out, json }: DiscoverFlags): Omit<DiscoverOptions, "path"> {
  if (hcl && cdktf) throw misused("--hcl and --cdktf cannot be written in one run");
  const language = hcl ? "hcl" : cdktf ? "cdktf" : undefined;
  if (out !== undefined && !language) throw misused("--out is given, and neither --hcl nor --cdktf");
  if (json && language && out === undefined)
    throw misused(`--json and --${language} are given, and no --out`, "Name the file that is to be written.");
  return { language, out };
}
