import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { Fault } from "../../errors/fault.js";
import { killGroup } from "../../terraform/process/kill-group.js";
import { LineSplitter } from "../../terraform/process/lines.js";

export interface BackgroundOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Everything that the program prints is appended to this file as it is. */
  readonly logFile: string;
  /** When aborted, the program is ended. */
  readonly signal: AbortSignal;
}

/** A program that runs until it is stopped. */
export interface Background {
  /** The first line that it printed, by which it says that it is ready. */
  readonly said: string;
  /** Ends it, with all that it has started. */
  stop(): Promise<void>;
}

/**
 * Starts a program, in a process group of its own, and waits for its first line.
 *
 * @throws Fault DEPLOYMENT_FAILED when it ends before that; the signal's reason
 */
export async function startBackground(
  [command, ...args]: readonly [string, ...string[]],
  { cwd, env, logFile, signal }: BackgroundOptions,
): Promise<Background> {
  signal.throwIfAborted();
  const log = createWriteStream(logFile, { flags: "a" });
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => killGroup(child.pid, "SIGKILL");
  process.once("exit", kill);
  signal.addEventListener("abort", kill, { once: true });
  child.stderr.on("data", (piece: Buffer) => log.write(piece));
  const first = new Promise<string>((resolve) => {
    const splitter = new LineSplitter(resolve);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      log.write(text);
      splitter.push(text);
    });
  });
  const closed = once(child, "close").then(([exitCode]) => exitCode as number | null);
  const stop = async () => {
    kill();
    await closed.catch(() => {});
    process.removeListener("exit", kill);
    signal.removeEventListener("abort", kill);
    if (!log.closed) await once(log.end(), "close");
  };
  const ended = closed.then((exitCode) => ({ exitCode }));
  const outcome = await Promise.race([first, ended]).catch(async (error) => {
    await stop();
    throw error;
  });
  if (typeof outcome === "string") return { said: outcome, stop };
  await stop();
  signal.throwIfAborted();
  throw new Fault("DEPLOYMENT_FAILED", {
    doing: `starting ${args.at(-1) ?? command}`,
    seen: `it ended with exit code ${outcome.exitCode} before it was ready`,
    state: `What it printed is in ${logFile}.`,
  });
}
