import type { TargetRecord } from "../../gateway/index.js";
import { sourcesIn } from "../../schema/index.js";
import type { ComputedOf, StoredOf } from "../../vocabulary/index.js";
import { seedWorld } from "../../wiring/index.js";
import { formerTarget, seedSubject } from "../seed-subject.js";
import { externalIdOf } from "./external-id.js";
import { reseedTarget } from "./fresh-seed.js";
import { endTheRest, giveOthers } from "./leave-user.js";
import type { TargetAwsTable, Update } from "./operations.js";
import { computed, theTarget } from "./record.js";
import { goOnWithRenamedUser, isRenamedUser } from "./renamed-user.js";

type Source = Pick<StoredOf<TargetAwsTable>, "seed_user_arn" | "use_gateway_identity" | "access_key_id">;

/**
 * Whether a target works with another user than before, or with a user's key no more, or from now on. Where either side
 * names no source nothing is to be done: an import knows of none, and without one a target keeps what it holds.
 */
export function isOtherSource(prior: Source, plan: Source): boolean {
  const isNamed = sourcesIn(prior).length > 0 && sourcesIn(plan).length > 0;
  return isNamed && plan.seed_user_arn !== prior.seed_user_arn;
}

/**
 * Another user's key for a target, or another kind of credential from or to a user's: in place, so that the target keeps
 * its number and whatever works through it. What of the former user's keys is ours ends once the target works without.
 */
export async function changeSource(
  context: Update,
  found: TargetRecord | undefined,
): Promise<ComputedOf<TargetAwsTable>> {
  const { plan, prior, client, signal, log } = context;
  const world = seedWorld(client, signal, log);
  const former =
    prior.seed_user_arn === null
      ? undefined
      : seedSubject(prior.seed_user_arn, plan.name, formerTarget(context));
  if (plan.seed_user_arn === null) {
    if (former) await giveOthers(context, world, former, found);
    const externalId = await externalIdOf(plan, context);
    return computed(await theTarget(client, plan, signal), null, externalId);
  }
  if (former && (await isRenamedUser(world, former, plan.seed_user_arn))) {
    return goOnWithRenamedUser(context, world, former, plan.seed_user_arn);
  }
  const reseeded = await reseedTarget(context, world, plan.seed_user_arn);
  if (former) await endTheRest(context, world, former);
  return reseeded;
}
