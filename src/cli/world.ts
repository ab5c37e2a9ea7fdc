import type { Clock } from "../domain/clock.js";
import type { Streams } from "./io.js";

/**
 * Has signals that would end the command, and those that a program may want, go to `take` from now on, until the function
 * that it answers with is called. `sentToAll` says that the terminal has sent it to every program in front.
 */
export type TakeSignals = (take: (signal: NodeJS.Signals, sentToAll: boolean) => void) => () => void;

/** Everything that a command may touch, so that a test can be the world. */
export interface CliWorld extends Streams {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Where it is missing, every signal ends the command. */
  readonly takeSignals?: TakeSignals;
  /** Has Node's warnings told from now on instead of printed. Where it is missing, they are printed. */
  readonly takeWarnings?: (take: (warning: Error) => void) => void;
}
