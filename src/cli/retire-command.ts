import type { Command } from "commander";
import { HCP_HOSTNAME } from "../hcp/address.js";
import type { ExitCode } from "./exit-code.js";
import { agreeing, type Host } from "./io.js";
import {
  LONGEST_GRACE_SECONDS,
  LONGEST_QUIET_SECONDS,
  type RetireFlags,
  retireOptions,
} from "./retire/options.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

/** Adds `retire` to the command line. */
export function defineRetireCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("retire")
    .description(
      "retire access keys that feed the gateway's targets, or lie in AWS Secrets Manager: after a deploy, or in a stack from before",
    )
    .option("--state <file>", "find them in this state file; - for standard input")
    .option("--terraform <folder>", "find them in the state of the configuration in this folder")
    .option("--workspace <organization/name>", "find them in the state of a workspace of HCP Terraform")
    .option("--hostname <host>", `host of that workspace (default: TFE_HOSTNAME, else ${HCP_HOSTNAME})`)
    .option("--target <path>", "only keys of this target")
    .option("--user <arn>", "only keys of this IAM user")
    .option("--rotator <path>", "rotator of the target, where the state does not tell")
    .option("--key <id>", "only this key")
    .option("--proof-producer <path>", "dynamic producer of the target, for a proof without reading its key")
    .option(
      "--quiet-period-seconds <seconds>",
      "between turning a key off and deleting it (default: 15)",
      wholeNumber("a number of seconds", LONGEST_QUIET_SECONDS),
    )
    .option("--secret <id>", "only the key in this secret of AWS Secrets Manager, by its ARN or name")
    .option(
      "--grace-period-seconds <seconds>",
      "for which a key that is replaced in a secret goes on working (default: 604800)",
      wholeNumber("a number of seconds", LONGEST_GRACE_SECONDS),
    )
    .option(
      "--despite <what...>",
      "go on although this resource names the key, too, or this path of the gateway cannot be looked at",
    )
    .option("--dry-run", "show what would be done, and change nothing")
    .option("--yes", "do not ask")
    .option("--json", "print the result as one line of JSON")
    .addHelpText(
      "after",
      [
        "",
        "Without a state: --target, --user and --rotator, or --secret and --user; and --key where the key cannot be told by itself.",
        "Environment: AWS, and the gateway where a target is fed, as the provider's; TFE_TOKEN or TF_TOKEN_<host> for --workspace.",
        "Exit codes: 0 retired, or replaced and in its grace, or nothing to do; 1 refused or failed; 2 wrong usage or something is missing; 130 interrupted.",
      ].join("\n"),
    )
    .action(async ({ yes, ...flags }: RetireFlags & { readonly yes?: true }) => {
      const options = retireOptions(flags);
      const { runRetire } = await import("./retire.js");
      finish(await runRetire(options, yes === true ? agreeing(host) : host, world));
    });
}
