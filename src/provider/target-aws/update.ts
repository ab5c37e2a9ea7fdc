import type { ComputedOf } from "../../vocabulary/index.js";
import { seedWorld } from "../../wiring/index.js";
import { updateOwn } from "../update-own.js";
import { givenCredentials, givesCredentials, moveGiven } from "./given.js";
import type { Table, Update } from "./operations.js";
import { computed, describe, own, shapeOf, theTarget } from "./record.js";
import { withJournal } from "./renamed-journal.js";
import { moveSeeded, reviveTarget } from "./seeded.js";

/** Changes a target in place. */
export function updateTarget(context: Update): Promise<ComputedOf<Table>> {
  const { prior, client } = context;
  const target = own(prior, client);
  const shelf = prior.seed_user_arn === null ? target.shelf : withJournal(target.shelf, context);
  return updateOwn({ ...target, shelf }, context, () => updateUnderItsName(context));
}

async function updateUnderItsName(context: Update): Promise<ComputedOf<Table>> {
  const { plan, prior, changed, client, signal, log } = context;
  const seedKeyId = prior.seed_key_id;
  if (plan.seed_user_arn !== null) {
    const world = seedWorld(client, signal, log);
    if (prior.gateway_record === "keyless") return reviveTarget(context, world, plan.seed_user_arn);
    if (changed("region")) await moveSeeded(context, world, plan.seed_user_arn);
    else if (changed("description")) await describe(context);
  } else if (givesCredentials(plan, prior)) {
    const credentials = givenCredentials(plan, context.secrets);
    await client.gateway.targets.updateAws({ ...shapeOf(plan), credentials }, { signal });
  } else if (changed("region")) {
    await moveGiven(context);
  } else if (changed("description")) {
    await describe(context);
  }
  return computed(await theTarget(client, plan, signal), seedKeyId);
}
