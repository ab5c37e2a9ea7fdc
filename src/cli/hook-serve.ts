import { once } from "node:events";
import { filePieces, Unreadable } from "../domain/file-pieces.js";
import { SecretText } from "../domain/secret-text.js";
import { TooLarge, whole } from "../domain/whole.js";
import { Fault } from "../errors/fault.js";
import {
  type HookLog,
  type HookTarget,
  type HookUrls,
  httpCallbackClient,
  jsonLog,
  type SeedWorlds,
  serveHook,
  targetsFrom,
} from "../hook/index.js";
import { createClients, type Log, NOTHING_SAID, seedWorld, settingsFrom, VERSION } from "../wiring/index.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host, Style } from "./io.js";
import { terminalJson } from "./terminal-text.js";
import type { CliWorld } from "./world.js";

export interface HookServeOptions {
  /** A file of targets, or the fields of a single one in the file's words. */
  readonly targets: { readonly file: string } | { readonly single: Readonly<Record<string, unknown>> };
  readonly host: string;
  readonly port: number;
  /** Hosts to which results may be sent. */
  readonly hostnames: readonly string[];
  /** Whether results may also be sent to this machine in plain HTTP. */
  readonly loopbackCallbacks: boolean;
  /** For work in hand when the hook is told to stop. */
  readonly graceSeconds: number;
  /** Between two looks at each target. */
  readonly lookEverySeconds: number;
  readonly verbose: boolean;
}

/** A file of targets has some hundred bytes for each. */
const LARGEST_FILE = 16 * 1024 * 1024;
const CALLBACK_TIMEOUT_MS = 10_000;

/**
 * `latchkey hook serve`: receives HCP Terraform's run tasks and notifications until the signal is aborted, and retires
 * seeds. Its log goes to stderr, one line of JSON per record. Answers with 0 when it could finish everything that it
 * had taken, with 1 when some had to be cut short.
 *
 * @throws Fault before anything is started, when it was told too little or something wrong.
 */
export async function runHookServe(
  options: HookServeOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const { env, clock, signal, stderr } = world;
  const log = jsonLog(clock, (line) => stderr.write(`${terminalJson(line.trimEnd())}\n`), options.verbose);
  world.takeWarnings?.(({ name, message }) => log.log("warn", "hook.warning", `${name}: ${message}`));
  const targets = await targetsOf(options.targets, signal);
  const hook = await serveHook({
    targets,
    taskKey: secret(env.LATCHKEY_HOOK_TASK_KEY),
    notificationToken: secret(env.LATCHKEY_HOOK_NOTIFICATION_TOKEN),
    callbacks: { hostnames: options.hostnames, loopback: options.loopbackCallbacks },
    client: httpCallbackClient(`latchkey/${VERSION}`, CALLBACK_TIMEOUT_MS),
    worlds: worldsOf(world, log),
    clock,
    log,
    host: options.host,
    port: options.port,
    lookEveryMs: options.lookEverySeconds * 1000,
  });
  host.result({ ...hook.urls, targets: targets.length }, readyText(hook.urls, targets, host.style));
  if (!signal.aborted) await once(signal, "abort");
  const unfinished = await hook.stop(options.graceSeconds * 1000);
  return unfinished === 0 ? EXIT.ok : EXIT.failed;
}

async function targetsOf(
  told: HookServeOptions["targets"],
  signal: AbortSignal,
): Promise<readonly HookTarget[]> {
  if ("single" in told) return targetsFrom({ targets: [told.single] }, "the command line");
  const { file } = told;
  return targetsFrom(await json(file, signal), file);
}

async function json(file: string, signal: AbortSignal): Promise<unknown> {
  try {
    return JSON.parse((await whole(filePieces(file, signal), LARGEST_FILE)).toString("utf8"));
  } catch (cause) {
    signal.throwIfAborted();
    const told = cause instanceof Unreadable || cause instanceof TooLarge ? cause.message : undefined;
    const code = told ?? (cause as NodeJS.ErrnoException).code;
    throw new Fault("HOOK_TARGETS_UNREADABLE", {
      doing: `reading the targets of ${file}`,
      seen: code ?? "it is not JSON",
      state: "Nothing was started.",
      cause,
    });
  }
}

/** One set of clients for the whole life of the hook: they log in when they have to, and again when they have to. */
function worldsOf({ env, clock }: CliWorld, log: HookLog): SeedWorlds {
  const clientLog: Log = { log: (level, message) => log.log(level, "client", message) };
  const clients = createClients(settingsFrom(NOTHING_SAID, env), clock, clientLog);
  return (signal, progress) => seedWorld(clients, signal, { log: (_level, message) => progress(message) });
}

function secret(text: string | undefined): SecretText | undefined {
  const trimmed = text?.trim();
  return trimmed ? new SecretText(trimmed) : undefined;
}

function readyText(urls: HookUrls, targets: readonly HookTarget[], style: Style): string {
  return [
    style.bold(`The hook is up for ${targets.length === 1 ? "one target" : `${targets.length} targets`}.`),
    `Run task:      ${urls.run_task}`,
    `Notification:  ${urls.notification}`,
    `Health:        ${urls.health}`,
  ].join("\n");
}
