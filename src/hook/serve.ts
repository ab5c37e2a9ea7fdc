import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isLoopback } from "../domain/loopback.js";
import { Fault } from "../errors/fault.js";
import { Hook, type HookOptions } from "./hook.js";
import { hookServer, PATHS, SERVER_LIMITS, type ServerLimits } from "./http-server.js";
import type { HookLog } from "./log.js";

export interface ReceiverOptions extends HookOptions {
  /** Address or name to listen on. @default 127.0.0.1 */
  readonly host?: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly limits?: ServerLimits;
  /** Milliseconds between two looks at each target. @default it acts on requests only */
  readonly lookEveryMs?: number;
}

/** Where a running hook is found. */
export interface HookUrls {
  readonly run_task: string;
  readonly notification: string;
  readonly health: string;
}

/** A hook that listens. */
export interface RunningHook {
  readonly urls: HookUrls;
  /**
   * Takes nothing new, finishes what was taken within `graceMs`, and closes. Resolves with how many pieces of work had
   * to be cut short; the same for whoever calls it again.
   */
  stop(graceMs: number): Promise<number>;
}

const LOOPBACK = "127.0.0.1";

/**
 * Starts a hook.
 *
 * @throws Fault HOOK_KEY_MISSING, HOOK_ADDRESS_TAKEN
 */
export async function serveHook(options: ReceiverOptions): Promise<RunningHook> {
  const { host = LOOPBACK, port, limits = SERVER_LIMITS, log, taskKey, notificationToken } = options;
  if (taskKey === undefined && notificationToken === undefined) {
    throw new Fault("HOOK_KEY_MISSING", {
      doing: "starting the hook",
      seen: "neither LATCHKEY_HOOK_TASK_KEY nor LATCHKEY_HOOK_NOTIFICATION_TOKEN is set",
      state: "Nothing was started.",
    });
  }
  const hook = new Hook(options);
  const server = hookServer(hook, limits);
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  const base = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
  if (!isLoopback(host)) {
    const message = `listening on ${base} in plain HTTP, open to other machines: put something that does TLS in front of it`;
    log.log("warn", "hook.exposed", message);
  }
  for (const [what, key, variable] of [
    ["run tasks", taskKey, "LATCHKEY_HOOK_TASK_KEY"],
    ["notifications", notificationToken, "LATCHKEY_HOOK_NOTIFICATION_TOKEN"],
  ] as const) {
    if (key === undefined) log.log("info", "hook.half", `${what} are refused: ${variable} is not set`);
  }
  log.log("info", "hook.started", `listening on ${base}`, { targets: options.targets.length });
  if (options.lookEveryMs !== undefined) hook.keepLooking(options.lookEveryMs);
  let stopped: Promise<number> | undefined;
  return {
    urls: {
      run_task: base + PATHS.runTask,
      notification: base + PATHS.notification,
      health: base + PATHS.health,
    },
    stop(graceMs) {
      stopped ??= stop(hook, server, log, graceMs);
      return stopped;
    },
  };
}

async function stop(hook: Hook, server: Server, log: HookLog, graceMs: number): Promise<number> {
  const { waiting, running } = hook.health;
  log.log("info", "hook.stopping", "finishing what was taken", { waiting, running });
  // Still listening meanwhile: who asks is told to come again, and the health says why.
  const unfinished = await hook.stop(graceMs);
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  log.log(unfinished > 0 ? "warn" : "info", "hook.stopped", "stopped", { unfinished });
  return unfinished;
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(
        new Fault("HOOK_ADDRESS_TAKEN", {
          doing: "starting the hook",
          seen: `${host}:${port} could not be opened (${cause.code ?? cause.message})`,
          state: "Nothing was started.",
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}
