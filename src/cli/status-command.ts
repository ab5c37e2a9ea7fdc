import type { Command } from "commander";
import { HCP_HOSTNAME } from "../hcp/address.js";
import type { ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { LONGEST_GRACE_SECONDS } from "./retire/options.js";
import { type StatusFlags, secretStatusOptions, statusOptions } from "./status/options.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

/** Adds `status` to the command line. */
export function defineStatusCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("status")
    .description(
      "show who holds which key of a target, and how it came to that, and how a machine user's key is; changes nothing",
    )
    .option("--target <path>", "the target in the gateway")
    .option("--user <arn>", "the IAM user that is dedicated to it")
    .option("--rotator <path>", "its rotator, where the gateway does not tell")
    .option("--secret <arn or name>", "instead of a target: a secret of AWS Secrets Manager that holds a key")
    .option(
      "--grace-period-seconds <seconds>",
      "with --secret: for which a key that was replaced goes on working (default: 604800)",
      wholeNumber("a number of seconds", LONGEST_GRACE_SECONDS),
    )
    .option("--state <file>", "every target and machine user's key in this state file; - for standard input")
    .option("--terraform <folder>", "the same of the state of the configuration in this folder")
    .option("--workspace <organization/name>", "the same of the state of a workspace of HCP Terraform")
    .option("--hostname <host>", `host of that workspace (default: TFE_HOSTNAME, else ${HCP_HOSTNAME})`)
    .option("--mermaid", "print Markdown with the hand-over as Mermaid diagrams")
    .option("--json", "print the result as one line of JSON")
    .addHelpText(
      "after",
      [
        "",
        "Environment: gateway and AWS as the provider's. Permissions to list and read are enough; what is missing is told.",
        "Exit codes: 0 in order; 1 needs attention; 2 could not tell, wrong usage or something is missing; 130 interrupted.",
      ].join("\n"),
    )
    .action(async (flags: StatusFlags) => {
      const secret = secretStatusOptions(flags);
      if (secret !== undefined) {
        const { runSecretStatus } = await import("./status/secret-status.js");
        finish(await runSecretStatus(secret, host, world));
        return;
      }
      const options = statusOptions(flags);
      const { runStatus } = await import("./status.js");
      finish(await runStatus(options, host, world));
    });
}
