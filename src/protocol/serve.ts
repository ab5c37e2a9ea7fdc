import { Fault } from "../errors/fault.js";
import { crashReport } from "./host/crash-report.js";
import { jsonLogger, logLevel } from "./host/json-logger.js";
import { reserveStdout } from "./host/stdout.js";
import { servePlugin } from "./serve-plugin.js";
import type { MakeProviderServer, ServeOptions, Serving } from "./serving.js";

/**
 * Runs this process as a Terraform provider: as a plugin that Terraform has started, or, with `--reattach`, as a
 * long-lived server that a contributor has started under a debugger. Takes possession of the process: stdout, stderr,
 * signals and exit code. Returns when the provider is ready; the process ends by itself.
 *
 * Exit codes: 0 after a normal end, 1 when it could not start (the reason is on stderr, and on stdout for Terraform
 * to show), 2 after a crash.
 */
export async function serve(makeServer: MakeProviderServer, options: ServeOptions): Promise<void> {
  const writeStdout = reserveStdout(process);
  for (const event of ["uncaughtException", "unhandledRejection"] as const) process.on(event, crash);
  const name = options.address.split("/").at(-1) ?? "provider";
  const level = logLevel(process.env, name);
  const log = jsonLogger(
    level,
    `provider.${name}`,
    () => options.clock.now(),
    (line) => {
      process.stderr.write(line);
    },
  );
  // Without its provider, the process has nothing to answer with.
  const makeOrCrash: MakeProviderServer = async (runtime) => {
    try {
      return await makeServer(runtime);
    } catch (error) {
      return crash(error);
    }
  };
  const serving: Serving = { makeServer: makeOrCrash, options, log, writeStdout };
  try {
    if (!options.arguments.includes("--reattach")) return await servePlugin(serving);
    const { serveForDebugging } = await import("./serve-for-debugging.js");
    await serveForDebugging(serving);
  } catch (error) {
    if (Fault.is(error)) refuse(error, writeStdout);
    throw error;
  }
}

/** Terraform shows the first line of stdout when it is not a handshake. A person without Terraform reads stderr. */
function refuse(fault: Fault, writeStdout: (text: string) => void): never {
  const startedByTerraform = fault.code !== "NOT_STARTED_BY_TERRAFORM";
  if (startedByTerraform) writeStdout(`${fault.message.replace(/\s*\n\s*/g, " ")}\n`);
  process.stderr.write(`${fault.message}\n`);
  process.exit(1);
}

/** A defect ends the process with a stack that Terraform shows to the user; going on would be guesswork. */
function crash(error: unknown): never {
  process.stderr.write(crashReport(error));
  process.exit(2);
}
