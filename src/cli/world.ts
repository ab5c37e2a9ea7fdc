import type { Clock } from "../domain/clock.js";
import type { Streams } from "./io.js";

/** Everything that a command may touch, so that a test can be the world. */
export interface CliWorld extends Streams {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Has Node's warnings told from now on instead of printed. Where it is missing, they are printed. */
  readonly takeWarnings?: (take: (warning: Error) => void) => void;
}
