import { Command, CommanderError, InvalidArgumentError } from "commander";
import { packageVersion } from "../domain/package-root.js";
import { Fault } from "../errors/fault.js";
import { DOCUMENTS, type DocumentNumber } from "../proof/stories/documents.js";
import { defineAuditCommand } from "./audit-command.js";
import { defineConsoleCommand } from "./console-command.js";
import { defineCredentialProcessCommand } from "./credential-process-command.js";
import { defineDiscoverCommand } from "./discover-command.js";
import { defineExecCommand } from "./exec-command.js";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.js";
import { defineGetCommand } from "./get-command.js";
import { defineHookCommand } from "./hook-command.js";
import { coloursWanted, type Host, machineHost, personHost } from "./io.js";
import { definePutCommand } from "./put-command.js";
import { defineRetireCommand } from "./retire-command.js";
import { defineRotateCommand } from "./rotate-command.js";
import { defineSessionsCommand } from "./sessions-command.js";
import { defineStatusCommand } from "./status-command.js";
import { terminalText } from "./terminal-text.js";
import { defineWebhookCommand } from "./webhook-command.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

/**
 * The command line: understands `args`, runs one command and answers with the exit code.
 * 0: done, every promise held. 1: a promise or an operation failed. 2: wrong usage, or the machine lacks something.
 * 130: interrupted. `audit` has codes of its own, see {@link AUDIT_EXIT}; `exec` those of the program that it runs.
 */
export async function main(args: readonly string[], world: CliWorld): Promise<ExitCode> {
  const host = hostFor(args, world);
  let exitCode: ExitCode = EXIT.ok;
  try {
    await commandLine(world, host, (code) => {
      exitCode = code;
    }).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has said by now what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : exitCode || EXIT.usage;
    const shown = world.signal.aborted && error === world.signal.reason ? interruption() : error;
    host.failure(shown);
    return exitCodeOf(shown);
  }
}

function hostFor(all: readonly string[], world: CliWorld): Host {
  // What follows is for the program that exec runs.
  const args = all.includes("--") ? all.slice(0, all.indexOf("--")) : all;
  const person = personHost(world, coloursWanted(world.env, world.stderr));
  if (args.includes("--json")) return machineHost(world, args[0] === "sandbox" || args[0] === "start");
  // What went wrong is no SARIF, and an uploaded file without results would close every alert.
  return args.includes("--sarif") ? { ...machineHost(world), failure: person.failure } : person;
}

function commandLine(world: CliWorld, host: Host, finish: (code: ExitCode) => void): Command {
  const program = new Command("latchkey")
    .description(
      "Seeds, rotates and retires the AWS keys of a secrets gateway; no live key reaches Terraform's state.",
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(terminalText(text, false)),
    })
    .addHelpText(
      "after",
      "\nExit codes: 0 done; 1 a promise or an operation failed; 2 wrong usage or something is missing; 130 interrupted.",
    );

  program
    .command("start")
    .description(
      "deploy and use the systems of the seed documents on embedded sandboxes, with the real Terraform, and show evidence for each promise",
    )
    .option("--json", "print the evidence as one line of JSON")
    .option(
      "--only <document>",
      `one system, by its document: ${DOCUMENTS.join(", ")}; repeatable`,
      documents,
    )
    .option("--keep", "leave the sandbox of the first system up at the end, and print how to use it")
    .option("--work <folder>", "folder for everything that the run writes (default: a temporary one)")
    .addHelpText("after", START_HELP)
    .action(
      async ({ keep, work, only }: { keep?: true; work?: string; only?: readonly DocumentNumber[] }) => {
        const { runStart } = await import("./start.js");
        finish(await runStart({ keep: keep === true, work, only }, host, world));
      },
    );

  program
    .command("sandbox")
    .description("run the local gateway and the local AWS alone, until Ctrl-C or SIGTERM")
    .option("--json", "print one line of JSON with URLs and environment when it is ready")
    .option("--gateway-port <port>", "port of the gateway, 0 for any free one", port, 0)
    .option("--aws-port <port>", "port of AWS, 0 for any free one", port, 0)
    .option("--control-port <port>", "port on which the clock is moved, 0 for any free one", port, 0)
    .option("--propagation-ms <ms>", "milliseconds until a changed key is seen everywhere", milliseconds, 0)
    .option("--flapping", "answers alternate during that time, as they do in the wild")
    .option("--data <folder>", "keep what the sandbox holds there, and go on from it after a restart")
    .option(
      "--function <name=url>",
      "a function of Lambda, and where it is played; may come again",
      pairs,
      {},
    )
    .option("--leave-foreign-keys", "a rotation leaves a key that the gateway did not make itself")
    .addHelpText("after", SANDBOX_HELP)
    .action(async (options: SandboxFlags) => {
      const { runSandbox } = await import("./sandbox.js");
      const { propagationMs, flapping, leaveForeignKeys, function: functions, data, ...ports } = options;
      const propagation = { delayMs: propagationMs, flapping: flapping === true };
      const foreignKeys = leaveForeignKeys ? "leave" : "delete";
      const kept = data === undefined ? {} : { data };
      await runSandbox({ ...ports, ...kept, propagation, foreignKeys, functions }, host, world.signal);
    });

  program
    .command("provider")
    .description("the Terraform provider on this machine")
    .command("install")
    .description("put the provider into a filesystem mirror")
    .requiredOption("--mirror <folder>", "the mirror's folder; made if it is not there")
    .option(
      "--from <path>",
      "what to install: a zip of the release, a folder of such, or an unpacked provider",
    )
    .option("--json", "print what was done as one line of JSON")
    .addHelpText("after", PROVIDER_INSTALL_HELP)
    .action(async (options: { mirror: string; from?: string }) => {
      const { runProviderInstall } = await import("./provider-install.js");
      await runProviderInstall(options, host, world.signal);
    });

  defineAuditCommand(program, host, world, finish);
  defineConsoleCommand(program, host, world, finish);
  defineCredentialProcessCommand(program, host, world, finish);
  defineDiscoverCommand(program, host, world, finish);
  defineExecCommand(program, host, world, finish);
  defineGetCommand(program, host, world, finish);
  defineHookCommand(program, host, world, finish);
  defineRetireCommand(program, host, world, finish);
  definePutCommand(program, host, world, finish);
  defineRotateCommand(program, host, world, finish);
  defineSessionsCommand(program, host, world, finish);
  defineStatusCommand(program, host, world, finish);
  defineWebhookCommand(program, host, world, finish);

  return program;
}

const START_HELP = `
Environment:
  TERRAFORM_BINARY_NAME       the Terraform or OpenTofu to use (default: terraform on the PATH)
  LATCHKEY_PROVIDER_MIRROR    folder with registry.terraform.io/hashicorp/aws or registry.opentofu.org/hashicorp/aws,
                              used instead of the registry (default: the registry; where it cannot be
                              reached, a mirror found on this machine)`;

const SANDBOX_HELP = `
The control port, on loopback like the others:
  GET  /               the time, the access keys and what the gateway did
  GET  /calls          every call that either side has received
  POST /clock          {"advance_seconds": 86400} moves the time; answers when all that fell due is done
  POST /expire-tokens  makes every gateway token invalid`;

const PROVIDER_INSTALL_HELP = `
The provider exists in two forms. Without --from, the one is installed that comes with this command:
  npx --no latchkey …   the Node program of the npm package; the machine that runs Terraform needs Node
  latchkey …            of a release, without Node: the executable that lies beside the command,
                        as terraform-provider-latchkey_<version>_<os>_<arch>.zip or unpacked

With --from, an executable, which needs no Node:
  --from terraform-provider-latchkey_0.1.0_linux_amd64.zip    that zip, for whatever platform
  --from <folder>                                             all zips of this version in it
  --from <folder>                                             or the unpacked program in it

Zips are compared with …_SHA256SUMS, where it lies beside them, and make the folder a network mirror, too, when a server
hands it out. Of each version and platform one package is left, the one that was installed last; where another one
was in use, the command says what is to be done. docs/install.md says more.`;

interface SandboxFlags {
  readonly gatewayPort: number;
  readonly awsPort: number;
  readonly controlPort: number;
  readonly propagationMs: number;
  readonly flapping?: true;
  readonly leaveForeignKeys?: true;
  readonly data?: string;
  readonly function: Readonly<Record<string, string>>;
}

/** One more `name=url`. @throws InvalidArgumentError. */
function pairs(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, url = ""] = /^([\w-]{1,64})=(.+)$/.exec(text) ?? [];
  if (name === undefined || !/^https?:/.test(url) || !URL.canParse(url)) {
    throw new InvalidArgumentError("It should be a function's name, an equals sign, and a URL.");
  }
  return { ...before, [name]: url };
}

/** One more document. @throws InvalidArgumentError. */
function documents(text: string, before: readonly DocumentNumber[] = []): readonly DocumentNumber[] {
  const named = DOCUMENTS.find((document) => document === text);
  if (named === undefined) throw new InvalidArgumentError(`It should be one of ${DOCUMENTS.join(", ")}.`);
  return [...before, named];
}

const port = wholeNumber("a port", 65_535);
const milliseconds = wholeNumber("a number of milliseconds", 600_000);

function interruption(): Fault {
  return new Fault("INTERRUPTED", {
    doing: "running the command",
    seen: "Ctrl-C or SIGTERM",
    state: "Everything that it had started is stopped.",
  });
}
