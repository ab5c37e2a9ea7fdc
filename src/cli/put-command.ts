import { type Command, Option } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import type { PutFlags } from "./put.js";
import { pathArgument } from "./values/issue-flags.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

const HELP = `
The value is read from standard input to its end, and kept character by character, a line break at its end, too. It never
stands in an argument, which every program of the machine could read.
The version that the secret has when the command begins is the one that may be replaced: if another one was written before
the value is there, nothing is overwritten. --over names an older knowledge, such as what latchkey get --json has told.

Environment: gateway as the provider's.
Exit codes: 0 kept; 1 refused or failed; 2 wrong usage or something is missing; 130 interrupted.

Examples:
  latchkey put /app/tls-key < tls.key
  pwgen -s 32 1 | latchkey put /app/password --strip-newline
  latchkey put /app/config --format json --over 3 < config.json`;

/** Adds `put` to the command line. */
export function definePutCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("put")
    .description("keep standard input as a static secret; overwrites no version that it has not seen")
    .argument("<path>", "the static secret in the gateway; made if it is not there")
    .option(
      "--over <version>",
      "replace this version and no other; 0: only make a new secret (default: the one that is there)",
      wholeNumber("a version", 2 ** 31 - 1),
    )
    .addOption(
      new Option(
        "--format <format>",
        "what the value is (default: as before, text for a new secret)",
      ).choices(["text", "json", "key-value"]),
    )
    .option("--strip-newline", "leave out one line break at the end of the input")
    .option("--allow-empty", "keep an empty value, too")
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", HELP)
    .action(async (path: string, flags: PutFlags) => {
      const { runPut } = await import("./put.js");
      finish(await runPut({ ...flags, path: pathArgument("the path", path) }, host, world));
    });
}
