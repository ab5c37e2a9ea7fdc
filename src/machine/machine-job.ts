import type { Fault } from "../errors/fault.js";
import type { MachineTerms } from "./next-machine-step.js";

/** What one run is to do with a machine user's key, and to whom it tells what happens on the way. */
export interface MachineJob extends MachineTerms {
  /** Seconds between the deactivation of a replaced key and its deletion. */
  readonly quietSeconds: number;
  /** Called once there is something that only the secret tells of, and that a destroy is to remove. */
  begun?(): void;
  /** Called when the caller may not keep a journal entry, so that nothing will prove what a killed run leaves. */
  unrecorded?(why: string): void;
  /**
   * Called when readers of the secret have their first key and something after that went wrong: it is told, and the
   * run succeeds all the same. A create that fails is ended by the next apply, which would take their key from them.
   */
  incomplete?(why: Fault): void;
}
