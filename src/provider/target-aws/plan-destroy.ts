import { Fault } from "../../errors/fault.js";
import { refuseUserItself } from "../../seed/index.js";
import { seedWorld } from "../../wiring/index.js";
import { seedSubject } from "../seed-subject.js";
import type { Read } from "./operations.js";

/**
 * Refuses a destroy that would end the key which it runs with, before what depends on the target is gone. Where it
 * is not told who the caller is, the destroy itself finds out.
 */
export async function planDestroyOfTarget({ state, client, signal, log }: Read): Promise<void> {
  if (state.seed_user_arn === null) return;
  const subject = seedSubject(state.seed_user_arn, state.name);
  const doing = `planning to remove target ${subject.target} and the keys of IAM user ${JSON.stringify(subject.user.name)}`;
  try {
    refuseUserItself(await seedWorld(client, signal, log).iam.caller(), subject, doing);
  } catch (error) {
    if (!Fault.is(error) || error.code === "SEED_CALLER_IS_USER" || signal.aborted) throw error;
    log.log("warn", "who the caller is cannot be asked", { target: subject.target, reason: error.code });
  }
}
