import type { SeedSubject, SeedWorld } from "../../seed/index.js";
import type { ComputedOf } from "../../vocabulary/index.js";
import { seedSubject } from "../seed-subject.js";
import type { TargetAwsTable, Update } from "./operations.js";
import { computed, describe, goesWithCredential, isDescribedAnew, theTarget } from "./record.js";
import { moveSeeded } from "./seeded.js";

/**
 * Whether another ARN is only another name of the same IAM user: the former one is gone, and the target holds a key of
 * the new one. The user took its keys along.
 */
export async function isRenamedUser(
  world: SeedWorld,
  former: SeedSubject,
  userArn: string,
): Promise<boolean> {
  const there = await world.iam.user(former.user.name);
  if (there?.arn === former.user.arn) return false;
  const { user, target } = seedSubject(userArn, former.target);
  const held = await world.gateway.heldKey(target);
  const keys = (await world.iam.keys(user.name)) ?? [];
  return (
    held.kind === "key" && keys.some(({ id }) => id === held.key.id) && !(await isUnderWay(world, target))
  );
}

/** A fresh seed that an earlier run has handed over is gone on with, and not taken for what was there before. */
async function isUnderWay({ journal }: SeedWorld, target: string): Promise<boolean> {
  const reading = await journal.read(target);
  return reading.kind === "entry" && reading.entry.work !== null;
}

/** Records the new name of the user, also in the journal entry. No key is touched. */
export async function goOnWithRenamedUser(
  context: Update,
  world: SeedWorld,
  former: SeedSubject,
  userArn: string,
): Promise<ComputedOf<TargetAwsTable>> {
  const { plan, prior, client, signal } = context;
  const reading = await world.journal.read(former.target);
  if (reading.kind === "entry" && reading.entry.user === former.user.arn) {
    await world.journal.update(former.target, { ...reading.entry, user: userArn });
  }
  if (goesWithCredential(context)) await moveSeeded(context, world, userArn);
  else if (isDescribedAnew(context)) await describe(context);
  return computed(await theTarget(client, plan, signal), prior.seed_key_id);
}
