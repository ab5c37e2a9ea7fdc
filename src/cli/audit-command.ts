import { type Command, Option } from "commander";
import { HCP_HOSTNAME } from "../hcp/address.js";
import type { AuditOptions } from "./audit.js";
import { AUDIT_EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import type { CliWorld } from "./world.js";

const HELP = `
Reads states and their backups, plan files, what terraform show -json prints, and any other text, also packed by zip,
tar or gzip, and git's whole history where .git is named itself. Left out of folders: .git, node_modules, .terraform/providers.
What is encrypted, or packed otherwise, is named as not read. Secrets are never printed, key ids only masked.

AWS is asked in two ways. Where a secret was found, STS is asked who signs with it, which needs no other credentials.
Otherwise, and to tell a deleted key from a deactivated one, IAM is asked with the usual credentials of this machine
(AWS_PROFILE, AWS_ACCESS_KEY_ID, …). They should allow sts:GetAccessKeyInfo, iam:GetAccessKeyLastUsed,
iam:ListAccessKeys, iam:ListUsers and iam:GetAccountSummary. Nothing is ever changed.

HCP Terraform is asked with TFE_TOKEN, TF_TOKEN_<host> (TF_TOKEN_app_terraform_io), or what terraform login has left.
TFE_HOSTNAME names the host where --hostname does not.

Verdicts: live; inactive (can be switched on again); dead (deleted or expired); unknown (AWS did not tell).

Exit codes: 0 clean, dead and inactive keys included; 1 a live key; 2 could not tell, or not everything could be read;
3 wrong usage; 130 interrupted.

Examples:
  latchkey audit terraform.tfstate terraform.tfstate.backup
  latchkey audit .
  latchkey audit .git
  terraform show -json plan.tfplan | latchkey audit -
  terraform state pull | latchkey audit --json -
  latchkey audit --workspace acme/network --workspace acme/data
  latchkey audit --sarif . > latchkey.sarif`;

/** What commander makes of the flags. */
interface AuditFlags {
  readonly workspace?: readonly string[];
  readonly hostname?: string;
  readonly offline?: true;
  readonly secretsOnly?: true;
  readonly json?: true;
  readonly sarif?: true;
}

/** Adds `audit` to the command line. */
export function defineAuditCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("audit")
    .description(
      "find AWS access keys in states, plans and files of any size, and ask AWS whether they still live",
    )
    .argument("[path...]", "files and folders, - for standard input")
    .option(
      "--workspace <organization/name>",
      "every state version of a workspace; may be repeated",
      collected,
    )
    .option("--hostname <host>", `host of those workspaces (default: ${HCP_HOSTNAME})`)
    .option("--offline", "only find keys, ask AWS nothing")
    .option("--secrets-only", "let only keys count whose secret was found, too: an id alone opens nothing")
    .addOption(new Option("--json", "print the report as one line of JSON").conflicts("sarif"))
    .option("--sarif", "print the report as SARIF 2.1.0, for code scanning")
    .addHelpText("after", HELP)
    .exitOverride((error) => {
      finish(AUDIT_EXIT.usage);
      throw error;
    })
    .action(async (paths: readonly string[], flags: AuditFlags) => {
      const { runAudit } = await import("./audit.js");
      finish(await runAudit(optionsFrom(paths, flags), host, world));
    });
}

function optionsFrom(paths: readonly string[], flags: AuditFlags): AuditOptions {
  return {
    paths,
    workspaces: flags.workspace ?? [],
    hostname: flags.hostname,
    offline: flags.offline === true,
    secretsOnly: flags.secretsOnly === true,
    form: flags.sarif ? "sarif" : flags.json ? "json" : "text",
  };
}

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
