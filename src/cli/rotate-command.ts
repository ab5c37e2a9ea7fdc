import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { pathArgument } from "./values/issue-flags.js";
import type { CliWorld } from "./world.js";

const HELP = `
One request, which is never sent again: where its answer is not clear, the command reads what came of it, waits for that
for two minutes, and says what is known. Rotated secrets of every type can be rotated, custom ones included; of a dynamic
secret, what it works with itself, as far as its type can.
In the grace of a rotation both keys that AWS allows are the gateway's. Nothing is asked for then until the grace has
ended, unless --end-grace gives the key before away.

Environment: gateway as the provider's; AWS, too, to see in a grace whether both keys are there.
Exit codes: 0 rotated; 1 refused or failed, or not known (ROTATION_UNCONFIRMED); 2 wrong usage or something is missing;
130 interrupted.

Examples:
  latchkey rotate /prod/aws-rotator
  latchkey rotate /prod/aws-rotator --json --end-grace`;

/** Adds `rotate` to the command line. */
export function defineRotateCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("rotate")
    .description("have the gateway rotate something now, by one request")
    .argument("<path>", "the rotated secret or dynamic secret in the gateway")
    .option("--end-grace", "also where that ends the grace of the key before")
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", HELP)
    .action(async (path: string, { endGrace }: { readonly endGrace?: true }) => {
      const { runRotate } = await import("./rotate.js");
      const options = { path: pathArgument("the path", path), endGrace: endGrace === true };
      finish(await runRotate(options, host, world));
    });
}
