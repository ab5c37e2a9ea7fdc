import { closeSync, openSync } from "node:fs";
import { EXIT } from "../cli/exit-code.js";
import type { TakeSignals } from "../cli/world.js";

/** A terminal and npm may both pass on one Ctrl-C; what comes later than this is a second one. */
const SAME_PRESS_MS = 500;
/** For what was said last to reach whoever reads it slowly. */
const LAST_WORDS_MS = 250;
/** What occupies a thread of Node's pool: files and names of hosts. */
const IN_A_THREAD = /^(FSReq|GetAddrInfoReq|GetNameInfoReq)/;

/** What programs that are run may want to hear of, beside what ends this process. */
const FURTHER: readonly NodeJS.Signals[] =
  process.platform === "win32" ? [] : ["SIGQUIT", "SIGUSR1", "SIGUSR2"];
/** What a terminal sends, on a key, to every program in front. */
const OF_KEYS: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"];

/** What the process does about Ctrl-C, SIGTERM and a terminal that is closed. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #now: () => number;
  #firstAt = 0;
  #exitCode: number | undefined;
  #take: Parameters<TakeSignals>[0] | undefined;

  /** @param now milliseconds of any beginning */
  constructor(now: () => number) {
    this.#now = now;
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => this.#heard(name));
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Has signals go to `take` instead of ending the command, until the function is called that it answers with. */
  readonly takeSignals: TakeSignals = (take) => {
    const heard = (name: NodeJS.Signals) => this.#heard(name);
    for (const name of FURTHER) process.on(name, heard);
    this.#take = take;
    return () => {
      this.#take = undefined;
      for (const name of FURTHER) process.off(name, heard);
    };
  };

  /** The command has ended: nothing else that goes on in the process is of interest, once it was interrupted. */
  ended(exitCode: number): void {
    process.exitCode = exitCode;
    this.#exitCode = exitCode;
    if (this.signal.aborted) setTimeout(() => leave(exitCode), LAST_WORDS_MS).unref();
  }

  #heard(name: NodeJS.Signals): void {
    if (this.#take) {
      this.#take(name, OF_KEYS.includes(name) && hasTerminal());
      return;
    }
    const now = this.#now();
    if (this.#exitCode !== undefined) leave(EXIT.interrupted);
    else if (!this.signal.aborted) {
      this.#firstAt = now;
      this.#controller.abort(new Error(`${name} received`));
    } else if (now - this.#firstAt > SAME_PRESS_MS) {
      // Whoever asks twice does not want to wait; children are killed as the process exits.
      leave(EXIT.interrupted);
    }
  }
}

/** Whether a terminal rules this process, wherever its streams lead. */
function hasTerminal(): boolean {
  if (process.platform === "win32") return true;
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}

/**
 * Ends the process at once. The ordinary exit waits for every thread of Node's pool, and one of them may hang in the
 * system for as long as a network file system or a name server does; a process that is ended by SIGINT waits for
 * nothing, and shells tell of it as of exit code 130.
 */
function leave(exitCode: number): void {
  const hanging = process.getActiveResourcesInfo().some((resource) => IN_A_THREAD.test(resource));
  if (!hanging || exitCode !== EXIT.interrupted || process.platform === "win32") process.exit(exitCode);
  process.emit("exit", exitCode);
  process.removeAllListeners("SIGINT");
  process.kill(process.pid, "SIGINT");
}
