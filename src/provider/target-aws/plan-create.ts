import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { FaultCode } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";
import { foreseeMint } from "../../seed/index.js";
import { isUnknown } from "../../vocabulary/index.js";
import { seedWorld } from "../../wiring/index.js";
import { seedSubject } from "../seed-subject.js";
import type { PlanCreate } from "./operations.js";

const REFUSALS: readonly FaultCode[] = [
  "SEED_KEY_NOT_OURS",
  "SEED_USER_NOT_DEDICATED",
  "SEED_CALLER_IS_USER",
];

/**
 * Refuses a seeded target whose user has a key that is not provably ours, or is the caller itself, before anything of
 * the run is begun. Whoever may not look plans on with a warning: the apply looks again.
 */
export async function planCreateOfTarget(context: PlanCreate): Promise<void> {
  const { client, signal, log, planned, warn } = context;
  const [userArn, name] = [planned("seed_user_arn"), planned("name")];
  if (userArn === null || name === null || isUnknown(userArn) || isUnknown(name)) return;
  const subject = seedSubject(userArn, name);
  try {
    await foreseeMint(seedWorld(client, signal, log), subject);
  } catch (error) {
    if (!Fault.is(error) || REFUSALS.includes(error.code) || signal.aborted) throw error;
    warn(
      "Keys of the IAM user not looked at",
      `Whether IAM user ${subject.user.name} has keys that Latchkey did not make for target ${normalizedGatewayPath(name)} cannot be told while planning: ${error.details.seen}. The apply looks again, before it writes anything.`,
    );
  }
}
