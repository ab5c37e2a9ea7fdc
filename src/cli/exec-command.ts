import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { type IssueFlags, issueRequest, pathArgument, withIssueFlags } from "./values/issue-flags.js";
import type { CliWorld } from "./world.js";

const HELP = `
The credential is issued for this run, stands in the environment of the program and nowhere else, and is revoked when the
program has ended, however it has ended. A user's credential is extended for as long as the program runs; that of a role
ends when AWS says so, which the program is told by AWS_CREDENTIAL_EXPIRATION. Other credentials of the environment, such
as AWS_PROFILE, are kept from the program; region and endpoints are not.

Signals are passed on to the program. If this command itself is killed by SIGKILL, the gateway ends the credential when
its time is over.

Environment: gateway and AWS as the provider's; AWS is asked only whether a user's key works already.
Exit codes: the program's own; 128 and its number where a signal has ended it; 126 and 127 where it could not be started.
Before it is started: 1 failed; 2 wrong usage or something is missing; 130 interrupted.

Examples:
  latchkey exec --aws /aws/deploy -- aws s3 ls
  latchkey exec --aws /aws/deploy --role-arn arn:aws:iam::123456789012:role/deploy -- terraform apply`;

interface ExecFlags extends IssueFlags {
  readonly aws: string;
}

/** Adds `exec` to the command line. */
export function defineExecCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  const command = program
    .command("exec")
    .description("run a program with AWS credentials of a dynamic secret in its environment alone")
    .argument("<program...>", "the program and its arguments, after --")
    .requiredOption("--aws <path>", "the dynamic secret that issues the credential");
  withIssueFlags(command)
    .addHelpText("after", HELP)
    .action(async ([name = "", ...args]: readonly string[], { aws, ...flags }: ExecFlags) => {
      const options = {
        path: pathArgument("--aws", aws),
        request: issueRequest(flags),
        program: [name, ...args],
      } as const;
      const { runExec } = await import("./exec.js");
      finish(await runExec(options, host, world));
    });
}
