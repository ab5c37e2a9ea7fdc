import type { Command } from "commander";
import type { ConsoleFlags } from "./console.js";
import type { ExitCode } from "./exit-code.js";
import { misused } from "./flags.js";
import { agreeing, type Host } from "./io.js";
import { issueRequest, pathArgument, withIssueFlags } from "./values/issue-flags.js";
import type { CliWorld } from "./world.js";

const HELP = `
Of a role: an address that signs a browser in, for 15 minutes; the console's session lasts as long as the credential.
AWS gives none where the gateway has assumed the role as a role itself.
Of temporary users with console access: a line of JSON with the address at which the account's users sign in, the
user and the password.
Either is printed to a pipe or a file, and to a terminal after a question. The credential lives until its time is over or
latchkey sessions revokes it.

Environment: gateway and AWS as the provider's; AWS_ENDPOINT_URL_SIGNIN: instead of AWS's own sign-in.
Exit codes: 0 printed; 1 refused, declined or failed; 2 wrong usage or something is missing; 130 interrupted.

Examples:
  latchkey console /aws/deploy | xargs xdg-open
  latchkey console /aws/deploy --destination https://console.aws.amazon.com/s3
  latchkey console /aws/operators --account 123456789012 --json`;

/** Adds `console` to the command line. */
export function defineConsoleCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  const command = program
    .command("console")
    .description("have a sign-in to the AWS console issued by a dynamic secret, and print it")
    .argument("<path>", "the dynamic secret in the gateway")
    .option("--destination <url>", "the page of the console that opens for a role (default: the first)")
    .option("--account <id>", "id or alias of the account of users who have no access key to tell it");
  withIssueFlags(command)
    .option("--yes", "do not ask before printing to a terminal")
    .option("--json", "print path, kind and sign-in as one line of JSON")
    .addHelpText("after", HELP)
    .action(async (path: string, { yes, ...flags }: ConsoleFlags & { readonly yes?: true }) => {
      refuseMalformed(flags);
      const options = { ...flags, path: pathArgument("the path", path), request: issueRequest(flags) };
      const { runConsole } = await import("./console.js");
      finish(await runConsole(options, yes === true ? agreeing(host) : host, world));
    });
}

/** @throws Fault COMMAND_MISUSED */
function refuseMalformed({ account, destination }: ConsoleFlags): void {
  if (account !== undefined && !/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/.test(account)) {
    throw misused(`--account should be the id or the alias of an account, got ${JSON.stringify(account)}`);
  }
  if (destination !== undefined && !(URL.canParse(destination) && destination.startsWith("https://"))) {
    throw misused(`--destination should be an https URL, got ${JSON.stringify(destination)}`);
  }
}
