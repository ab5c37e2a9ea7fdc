import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { GetFlags } from "./get.js";
import { gatewayPath, secretOfAws } from "./get-subject.js";
import { agreeing, type Host } from "./io.js";
import { issueRequest, pathArgument, withIssueFlags } from "./values/issue-flags.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

const HELP = `
A static secret is printed as it is kept, character by character; a rotated or dynamic one as a line of JSON. To a terminal
it is printed after a question, without what a terminal takes for a command.
A dynamic secret issues a credential, which lives until its time is over or latchkey sessions revokes it.
A secret of AWS Secrets Manager is printed as it is kept, bytes in base64. AWS is found as the provider finds it.
A rotated secret that rotates the key of a target is refused: the gateway works with that key.

Environment: gateway as the provider's.
Exit codes: 0 printed; 1 refused, declined or failed; 2 wrong usage or something is missing; 130 interrupted.

Examples:
  latchkey get /app/database-password | psql …
  latchkey get /app/tls-key > "$XDG_RUNTIME_DIR/tls.key"
  latchkey get /app/config --field password
  latchkey get --secrets-manager machines/ci --field AWS_ACCESS_KEY_ID
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
      "print the value of a static, rotated or dynamic secret, or of one in AWS Secrets Manager; asks before it prints to a terminal",
    )
    .argument("[path]", "the secret in the gateway, or the ARN of one in AWS Secrets Manager")
    .option(
      "--secrets-manager <name>",
      "a secret of AWS Secrets Manager by its name, in the region of the environment",
    )
    .option("--stage <label>", "which version of it, by a staging label (default: AWSCURRENT)")
    .option("--version-id <id>", "which version of it, by its id")
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
    .action(async (given: string | undefined, { yes, ...flags }: GetFlags & { readonly yes?: true }) => {
      const secret = secretOfAws(given, flags);
      if (secret !== undefined) {
        const { runGetFromAws } = await import("./get-from-aws.js");
        finish(await runGetFromAws({ ...flags, secret }, yes === true ? agreeing(host) : host, world));
        return;
      }
      const path = gatewayPath(given, flags);
      const options = { ...flags, path: pathArgument("the path", path), request: issueRequest(flags) };
      const { runGet } = await import("./get.js");
      finish(await runGet(options, yes === true ? agreeing(host) : host, world));
    });
}
