import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { GetFlags } from "./get.js";
import { agreeing, type Host } from "./io.js";
import { issueRequest, pathArgument, withIssueFlags } from "./values/issue-flags.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

const HELP = `
A static secret is printed as it is kept, character by character; a rotated or dynamic one as a line of JSON. To a terminal
it is printed after a question, without what a terminal takes for a command.
A dynamic secret issues a credential, which lives until its time is over or latchkey sessions revokes it.
A rotated secret that rotates the key of a target is refused: the gateway works with that key.

Environment: gateway as the provider's.
Exit codes: 0 printed; 1 refused, declined or failed; 2 wrong usage or something is missing; 130 interrupted.

Examples:
  latchkey get /app/database-password | psql …
  latchkey get /app/tls-key > "$XDG_RUNTIME_DIR/tls.key"
  latchkey get /app/config --field password
  latchkey get /aws/deploy --role-arn arn:aws:iam::123456789012:role/deploy --json`;

/** Adds `get` to the command line. */
export function defineGetCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  const command = program
    .command("get")
    .description(
      "print the value of a static, rotated or dynamic secret; asks before it prints to a terminal",
    )
    .argument("<path>", "the secret in the gateway")
    .option(
      "--secret-version <number>",
      "which version of a static or rotated secret (default: the newest)",
      wholeNumber("a version", 2 ** 31 - 1, 1),
    )
    .option("--field <name>", "only this part of a secret that has several");
  withIssueFlags(command)
    .option("--yes", "do not ask before printing to a terminal")
    .option("--json", "print path, kind and value as one line of JSON")
    .addHelpText("after", HELP)
    .action(async (path: string, { yes, ...flags }: GetFlags & { readonly yes?: true }) => {
      const options = { ...flags, path: pathArgument("the path", path), request: issueRequest(flags) };
      const { runGet } = await import("./get.js");
      finish(await runGet(options, yes === true ? agreeing(host) : host, world));
    });
}
