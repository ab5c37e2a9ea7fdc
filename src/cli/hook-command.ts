import type { Command } from "commander";
import { HCP_HOSTNAME, hcpUrl } from "../hcp/address.js";
import type { ExitCode } from "./exit-code.js";
import { misused } from "./flags.js";
import type { HookServeOptions } from "./hook-serve.js";
import type { Host } from "./io.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

/** What commander makes of the flags. */
interface HookServeFlags {
  readonly targets?: string;
  readonly target?: string;
  readonly rotator?: string;
  readonly seedUserArn?: string;
  readonly seedKeyId?: string;
  readonly quietPeriodSeconds?: number;
  readonly proofProducer?: string;
  readonly workspace?: string;
  readonly host: string;
  readonly port: number;
  readonly hostname?: string[];
  readonly allowLoopbackCallback?: true;
  readonly graceSeconds: number;
  readonly lookEverySeconds: number;
  readonly verbose?: true;
}

const DEFAULT_PORT = 22180;
const DEFAULT_GRACE_SECONDS = 120;
const DEFAULT_LOOK_SECONDS = 300;
const seconds = wholeNumber("a number of seconds", 3_600);
const secondsFromOne = wholeNumber("a number of seconds", 3_600, 1);

/** Adds `hook serve` to the command line. */
export function defineHookCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("hook")
    .description("the hook of HCP Terraform, which retires seeds after runs")
    .command("serve")
    .description("receive run tasks and notifications of HCP Terraform until Ctrl-C or SIGTERM")
    .option("--targets <file>", "file of JSON that names the targets (docs/hook.md)")
    .option("--target <path>", "instead of a file: path of a single target")
    .option("--rotator <path>", "its rotator")
    .option("--seed-user-arn <arn>", "ARN of the IAM user that is dedicated to it")
    .option("--seed-key-id <id>", "its seed, or `discover` (default)")
    .option(
      "--quiet-period-seconds <seconds>",
      "between turning the seed off and deleting it (default: 15)",
      seconds,
    )
    .option("--proof-producer <path>", "dynamic producer of the target, for a proof without reading its key")
    .option("--workspace <workspace>", "only runs of this workspace: its id, name, or organization/name")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--port <port>",
      "port to listen on, 0 for any free one",
      wholeNumber("a port", 65_535),
      DEFAULT_PORT,
    )
    .option(
      "--hostname <host...>",
      `host of HCP Terraform or Terraform Enterprise, to which results are sent (default: ${HCP_HOSTNAME})`,
    )
    .option("--grace-seconds <seconds>", "for work in hand when told to stop", seconds, DEFAULT_GRACE_SECONDS)
    .option(
      "--look-every-seconds <seconds>",
      "between two looks at each target, which retire what is due without a call (1 to 3600)",
      secondsFromOne,
      DEFAULT_LOOK_SECONDS,
    )
    .option("--verbose", "log more")
    .option("--json", "print one line of JSON with the URLs when it is ready")
    .option(
      "--allow-loopback-callback",
      "send results to this machine in plain HTTP, too: to try the hook out",
    )
    .addHelpText(
      "after",
      "\nEnvironment: LATCHKEY_HOOK_TASK_KEY, LATCHKEY_HOOK_NOTIFICATION_TOKEN; gateway and AWS as the provider's.",
    )
    .action(async (flags: HookServeFlags) => {
      const options = optionsFrom(flags);
      const { runHookServe } = await import("./hook-serve.js");
      finish(await runHookServe(options, host, world));
    });
}

function optionsFrom(flags: HookServeFlags): HookServeOptions {
  if (flags.host.trim() === "") {
    throw misused("--host is empty", "Give it an address or a name of this machine, such as 127.0.0.1.");
  }
  return {
    targets: targetsFrom(flags),
    host: flags.host,
    port: flags.port,
    hostnames: (flags.hostname ?? [HCP_HOSTNAME]).map(hostOf),
    loopbackCallbacks: flags.allowLoopbackCallback === true,
    graceSeconds: flags.graceSeconds,
    lookEverySeconds: flags.lookEverySeconds,
    verbose: flags.verbose === true,
  };
}

function targetsFrom(flags: HookServeFlags): HookServeOptions["targets"] {
  const single = {
    target: flags.target,
    rotator: flags.rotator,
    seed_user_arn: flags.seedUserArn,
    seed_key_id: flags.seedKeyId,
    quiet_period_seconds: flags.quietPeriodSeconds,
    proof_producer: flags.proofProducer,
    workspace: flags.workspace,
  };
  const told = Object.entries(single).filter(([, value]) => value !== undefined);
  if (flags.targets === undefined && told.length > 0) return { single: Object.fromEntries(told) };
  if (flags.targets !== undefined && told.length === 0) return { file: flags.targets };
  throw misused(
    flags.targets === undefined ? "no target is named" : "targets are named by a file and by flags",
    "Name the targets by --targets FILE, or one by --target, --rotator and --seed-user-arn.",
  );
}

/** The host that callbacks have to name, as a URL spells it. */
function hostOf(hostname: string): string {
  const { protocol, host } = hcpUrl(hostname);
  if (protocol === "https:") return host;
  throw misused(
    `--hostname ${hostname} is plain http`,
    "Use --allow-loopback-callback to try the hook out on this machine.",
  );
}
