import { parseIamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { dedicationReader, dedicationRefusal } from "../seed/dedication.js";
import { Deeds } from "../seed/deeds.js";
import type { SeedSubject } from "../seed/index.js";
import { KeyWrites } from "../seed/key-writes.js";
import type { MachineWorld } from "./world.js";

/**
 * Ends those of the known keys that a user has taken along to another name: under its former one it would seem to be
 * gone together with them. Nothing is done while a user has the former name, nor where a rotation function owns the keys.
 *
 * @throws Fault where the user of the other name does not serve this secret
 */
export async function endAtRenamedUser(
  world: MachineWorld,
  subject: SeedSubject,
  known: readonly string[],
): Promise<void> {
  const refusal = dedicationRefusal(subject, await dedicationReader(world, subject)());
  if (refusal?.code !== "SEED_USER_MISSING") return;
  const vault = await world.vault.facts();
  if (vault.kind === "secret" && vault.rotates) return;
  const deeds = new Deeds();
  const keys = new KeyWrites(world, deeds);
  for (const keyId of known) {
    const name = await world.ownerOf(keyId);
    const there = name === undefined ? undefined : await world.iam.user(name);
    const user = there && parseIamUserArn(there.arn);
    if (!user) continue;
    const renamed = { ...subject, user };
    const other = dedicationRefusal(renamed, await dedicationReader(world, renamed)());
    if (other) {
      throw new Fault(other.code, {
        doing: `ending access key ${masked(keyId)}, which IAM user ${user.name} has`,
        seen: other.seen,
        state: `${deeds.text()}.`,
        ...(other.advice === undefined ? {} : { advice: other.advice }),
      });
    }
    await keys.deactivate(user, keyId, "whose user was renamed");
    await keys.delete(user, keyId, "whose user was renamed");
  }
}
