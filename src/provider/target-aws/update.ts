import type { TargetRecord } from "../../gateway/index.js";
import { asksForExternalId, sourcesIn } from "../../schema/index.js";
import type { ComputedOf } from "../../vocabulary/index.js";
import { seedWorld } from "../../wiring/index.js";
import { updateOwn } from "../update-own.js";
import { changeSource, isOtherSource } from "./change-source.js";
import { externalIdOf, mayHaveNewExternalId } from "./external-id.js";
import { asksForFreshSeed, reseedTarget } from "./fresh-seed.js";
import { givenCredentials, givesCredentials, moveGiven } from "./given.js";
import { heedRotators, tellWhatIsHeld } from "./given-rules.js";
import { importedSeed } from "./imported-seed.js";
import type { TargetAwsTable, Update } from "./operations.js";
import {
  computed,
  describe,
  goesWithCredential,
  isDescribedAnew,
  own,
  shapeOf,
  theTarget,
} from "./record.js";
import { withJournal } from "./renamed-journal.js";
import { moveSeeded, reviveTarget } from "./seeded.js";

/** Changes a target in place. */
export function updateTarget(context: Update): Promise<ComputedOf<TargetAwsTable>> {
  const { prior, client } = context;
  const target = own(prior, client);
  const shelf = prior.seed_user_arn === null ? target.shelf : withJournal(target.shelf, context);
  return updateOwn({ ...target, shelf }, context, (found) => updateUnderItsName(context, found));
}

async function updateUnderItsName(
  context: Update,
  found: TargetRecord | undefined,
): Promise<ComputedOf<TargetAwsTable>> {
  const { plan, prior, client, signal, log } = context;
  if (isOtherSource(prior, plan)) return changeSource(context, found);
  const isFirstSource = sourcesIn(prior).length === 0;
  const seedKeyId =
    isFirstSource && plan.seed_user_arn !== null
      ? (prior.seed_key_id ?? (await importedSeed(context, plan.name, plan.seed_user_arn)))
      : prior.seed_key_id;
  if (isFirstSource) await tellWhatIsHeld(context);
  if (plan.seed_user_arn !== null) {
    const world = seedWorld(client, signal, log);
    if (asksForFreshSeed(prior, plan.seed_version)) return reseedTarget(context, world, plan.seed_user_arn);
    if (prior.gateway_record === "keyless") return reviveTarget(context, world, plan.seed_user_arn);
    if (goesWithCredential(context)) await moveSeeded(context, world, plan.seed_user_arn);
    else if (isDescribedAnew(context)) await describe(context);
  } else if (givesCredentials(plan, prior)) {
    const credentials = givenCredentials(plan, context.secrets);
    heedRotators(context, found?.rotators ?? []);
    await client.gateway.targets.updateAws({ ...shapeOf(plan), credentials }, { signal });
  } else if (goesWithCredential(context) || isDelegatedAnew(context)) {
    await moveGiven(context, found?.rotators ?? []);
  } else if (isDescribedAnew(context)) {
    await describe(context);
  }
  const externalId = mayHaveNewExternalId(context) ? await externalIdOf(plan, context) : heldBefore(context);
  return computed(await theTarget(client, plan, signal), seedKeyId, externalId);
}

/** Whether the gateway is to go on from its own identity to something else. The first words about it are only recorded. */
function isDelegatedAnew({ plan, prior, changed }: Update): boolean {
  if (plan.use_gateway_identity !== true || sourcesIn(prior).length === 0) return false;
  return changed("generate_external_id", "role_arn");
}

const heldBefore = ({ plan, prior }: Update): string | null =>
  asksForExternalId(plan) ? prior.external_id : null;
