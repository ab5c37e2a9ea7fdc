import type { DedicationFacts } from "../seed/dedication.js";
import type { RefuseStep, SeedSubject } from "../seed/index.js";
import type { Aim } from "./aim.js";

/**
 * Whether keys are to end of a user whose tag names another place by now, and nothing else is in the way. Where the
 * secret gets another name, Terraform changes the tag before it has the old secret's key ended, or meanwhile.
 */
export function servesAnother(
  { subject: { home }, aim }: { readonly subject: SeedSubject; readonly aim: Aim },
  refusal: RefuseStep,
  { user }: DedicationFacts,
): boolean {
  const isTagged = home !== undefined && user?.tags[home.tag] !== undefined;
  return aim.kind === "none" && refusal.code === "SEED_USER_NOT_DEDICATED" && isTagged;
}
