import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Clock } from "../../domain/clock.js";
import { killGroup } from "./kill-group.js";
import { LineSplitter, withoutControlSequences } from "./lines.js";

export interface ChildOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Everything that the child prints is appended to this file as it is. Default: no file has it. */
  readonly logFile?: string;
  /** Called for each line of stdout and stderr, without terminal control sequences. */
  readonly onLine?: (line: string) => void;
  /** When aborted, the child and all that it has started are asked to stop, and made to after `graceMs`. */
  readonly signal?: AbortSignal;
  /** Milliseconds between asking and making. Default: 10000. */
  readonly graceMs?: number;
  readonly clock: Clock;
}

export interface ChildResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** Stdout and stderr in the order of arrival, without terminal control sequences. */
  readonly output: string;
  readonly seconds: number;
}

/**
 * Runs a program to its end. It gets a process group of its own, so that a Ctrl-C at the terminal reaches it once,
 * through the signal, and so that nothing of it outlives this process.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<ChildResult> {
  const { cwd, env, clock, signal, graceMs = 10_000 } = options;
  signal?.throwIfAborted();
  const begun = clock.now().getTime();
  const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile, { flags: "a" });
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const group = { kill: (name: NodeJS.Signals) => killGroup(child.pid, name) };
  const killAtExit = () => group.kill("SIGKILL");
  process.once("exit", killAtExit);

  const ended = new AbortController();
  const stop = async () => {
    group.kill("SIGINT");
    await clock.sleep(graceMs, ended.signal).then(
      () => group.kill("SIGKILL"),
      () => {},
    );
  };
  const onAbort = () => void stop();
  signal?.addEventListener("abort", onAbort, { once: true });

  const lines: string[] = [];
  const splitters = [child.stdout, child.stderr].map((stream) => {
    const splitter = new LineSplitter((raw) => {
      const line = withoutControlSequences(raw);
      lines.push(line);
      options.onLine?.(line);
    });
    stream.setEncoding("utf8").on("data", (text: string) => {
      log?.write(text);
      splitter.push(text);
    });
    return splitter;
  });
  try {
    const [exitCode] = (await once(child, "close")) as [number | null];
    for (const splitter of splitters) splitter.end();
    return { exitCode, output: lines.join("\n"), seconds: (clock.now().getTime() - begun) / 1000 };
  } finally {
    ended.abort();
    signal?.removeEventListener("abort", onAbort);
    process.removeListener("exit", killAtExit);
    // A grandchild may have outlived the child that it belongs to.
    group.kill("SIGKILL");
    if (log) await once(log.end(), "close");
  }
}
