import type { CliWorld } from "../../../src/cli/world.js";
import { systemClock } from "../../../src/domain/system-clock.js";

/** A world whose streams are texts. */
export interface WatchedWorld extends CliWorld {
  readonly printed: { stdout: string; stderr: string };
  interrupt(): void;
}

/** A world for one command; what it prints is collected. */
export function watchedWorld(env: NodeJS.ProcessEnv = process.env): WatchedWorld {
  const printed = { stdout: "", stderr: "" };
  const interruption = new AbortController();
  const stream = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  return {
    env,
    clock: systemClock,
    signal: interruption.signal,
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    printed,
    interrupt: () => interruption.abort(new Error("SIGINT received")),
  };
}
