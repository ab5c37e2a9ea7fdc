import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import { agreeing, type Host } from "./io.js";
import { type IssueFlags, issueRequest, pathArgument, withIssueFlags } from "./values/issue-flags.js";
import type { CliWorld } from "./world.js";

const HELP = `
For ~/.aws/config:
  [profile deploy]
  credential_process = latchkey credential-process /aws/deploy

Each call has a credential issued. Programs that ask often are served from --cache, as far as the credentials are those of
a role; those of a user can be revoked, and are never written to a file. A user that was made for a call is not revoked
when its caller ends: the gateway ends it when its time is over, and latchkey sessions ends it at once.

Environment: gateway and AWS as the provider's.
Exit codes: 0 printed; 1 failed; 2 wrong usage or something is missing; 130 interrupted.`;

interface CredentialProcessFlags extends IssueFlags {
  readonly cache?: string;
  readonly yes?: true;
}

/** Adds `credential-process` to the command line. */
export function defineCredentialProcessCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  const command = program
    .command("credential-process")
    .description("print AWS credentials of a dynamic secret as the AWS CLI and SDKs read them")
    .argument("<path>", "the dynamic secret in the gateway");
  withIssueFlags(command)
    .option("--cache <file>", "keep the credentials of a role in this file, which only its owner may read")
    .option("--yes", "do not ask before printing to a terminal")
    .addHelpText("after", HELP)
    .action(async (path: string, { cache, yes, ...flags }: CredentialProcessFlags) => {
      const options = {
        path: pathArgument("the path", path),
        request: issueRequest(flags),
        cacheFile: cache,
      };
      const { runCredentialProcess } = await import("./credential-process.js");
      finish(await runCredentialProcess(options, yes === true ? agreeing(host) : host, world));
    });
}
