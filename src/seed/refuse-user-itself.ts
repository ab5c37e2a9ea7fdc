import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "./dedication.js";
import { ownIdentity, ownIdentityRefusal } from "./own-identity.js";
import type { Caller } from "./world.js";

/**
 * Throws SEED_CALLER_IS_USER where the caller is the user whose keys are to end; for those who can know before the
 * first of several writes what the way itself would refuse at its own first one.
 *
 * @param doing what is about to be done, for the fault
 */
export function refuseUserItself(caller: Caller, { user }: SeedSubject, doing: string): void {
  const own = ownIdentity(caller, user);
  if (!own) return;
  const { code, seen } = ownIdentityRefusal(user, own);
  throw new Fault(code, { doing, seen, state: "Nothing was changed." });
}
