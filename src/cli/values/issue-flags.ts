import type { Command } from "commander";
import type { IssueRequest } from "../../gateway/index.js";
import { gatewayPathFlag, misused } from "../flags.js";

/** The flags of commands that have a credential issued, as they were given. */
export interface IssueFlags {
  readonly roleArn?: string;
  readonly arg?: readonly string[];
}

/** Adds those flags to a command. */
export function withIssueFlags(command: Command): Command {
  return command
    .option(
      "--role-arn <arn>",
      "the role to assume, where the dynamic secret names several (default: the first)",
    )
    .option("--arg <name=value>", "an argument of the dynamic secret; may be repeated", collected);
}

/** What is asked of the dynamic secret. @throws Fault COMMAND_MISUSED */
export function issueRequest({ roleArn, arg = [] }: IssueFlags): IssueRequest {
  const pairs = arg.map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw misused(`--arg should be NAME=VALUE, got ${JSON.stringify(text)}`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  if (roleArn !== undefined && !/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(roleArn)) {
    throw misused(`--role-arn should be the ARN of a role, got ${JSON.stringify(roleArn)}`);
  }
  return { roleArn: roleArn ?? null, args: Object.fromEntries(pairs) };
}

/** A path that must be given. @throws Fault COMMAND_MISUSED */
export function pathArgument(what: string, given: string): string {
  return gatewayPathFlag(what, given) ?? given;
}

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
