import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "../seed/index.js";
import { userRefusal } from "./user-refusal.js";
import type { MachineWorld } from "./world.js";

/** What there is still of a machine key whose secret is gone. */
export interface LeftWithoutSecret {
  /** Those of the known keys that the user has, by this name or another. */
  readonly keyIds: readonly string[];
  /** Whether a journal entry of the user stands beside the place of the secret. */
  readonly hasEntry: boolean;
}

/**
 * What is left of a machine key whose secret, or whose user, seems to be gone. `known`: the keys that its owner knows of.
 *
 * @throws Fault SEED_ACCOUNT_MISMATCH: to a caller of a foreign account both would merely seem to be absent
 */
export async function leftWithoutSecret(
  world: MachineWorld,
  subject: SeedSubject,
  known: readonly string[],
): Promise<LeftWithoutSecret> {
  const { user, target } = subject;
  const refusal = await userRefusal(world, subject);
  if (refusal?.code === "SEED_ACCOUNT_MISMATCH") {
    const doing = `looking what is left of the keys of IAM user ${user.name}`;
    throw new Fault(refusal.code, { doing, seen: refusal.seen, state: "Nothing was changed." });
  }
  const keys = await world.iam.keys(user.name);
  if (keys === undefined) {
    // A user that is gone has taken its keys along; one that was renamed has them still.
    const owners = await Promise.all(known.map((id) => world.ownerOf(id)));
    return { keyIds: known.filter((_, index) => owners[index] !== undefined), hasEntry: false };
  }
  const reading = await world.journal.read(target);
  return {
    keyIds: keys.map(({ id }) => id).filter((id) => known.includes(id)),
    hasEntry: reading.kind === "entry" && reading.entry.user === user.arn,
  };
}
