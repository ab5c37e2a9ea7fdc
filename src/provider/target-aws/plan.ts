import type { PlanContext } from "../../engine/definition.js";
import { asksForExternalId } from "../../schema/index.js";
import { isUnknown, type StoredOf } from "../../vocabulary/index.js";
import { plansNewExternalId } from "./external-id.js";
import { asksForFreshSeed } from "./fresh-seed.js";
import type { TargetAwsTable } from "./operations.js";
import { planSource } from "./plan-source.js";

/** What the state of the record means for the plan. */
export function planTarget(context: PlanContext<TargetAwsTable>): void {
  const { prior, config, planned, set, recompute, replace, warn } = context;
  if (prior === null) {
    set("gateway_record", "present");
    if (!isUnknown(config.seed_user_arn) && config.seed_user_arn === null) set("seed_key_id", null);
    planExternalId(null, context);
    return;
  }
  if (prior.gateway_record === "missing") {
    set("gateway_record", "present");
    replace("gateway_record");
    warn(
      "Target lost in the gateway",
      "The gateway has no such target any more, but something that belonged to it is left: keys of its IAM user, or its journal entry. What Latchkey provably made is deleted, and the target is made anew with a new seed.",
    );
  }
  const seedVersion = planned("seed_version");
  if (isUnknown(seedVersion)) recompute("seed_key_id");
  else if (asksForFreshSeed(prior, seedVersion)) {
    recompute("seed_key_id");
    if (prior.seed_version === null) {
      warn(
        "First seed_version of this target",
        "It asks for a fresh seed, which replaces the key that the target holds. If it was so before an import, import the target once more and tell it: PATH,USER_ARN,seed_version=NUMBER.",
        "seed_version",
      );
    }
  }
  if (prior.gateway_record === "keyless") {
    set("gateway_record", "present");
    recompute("seed_key_id");
    // With another source the target gets another credential anyway.
    if (planned("seed_user_arn") === prior.seed_user_arn) {
      warn(
        "Target without a working key",
        "The IAM user of this target has lost the key that the gateway holds. A new seed is minted and handed over; the target stays.",
      );
    }
  }
  planExternalId(prior, context);
  planSource(prior, context);
}

/** Without one there is none to be known; with what is sent beside it the gateway may make another one. */
function planExternalId(
  prior: StoredOf<TargetAwsTable> | null,
  { config, planned, set, recompute }: PlanContext<TargetAwsTable>,
): void {
  const { generate_external_id, role_arn } = config;
  if (isUnknown(generate_external_id) || isUnknown(role_arn)) {
    if (prior) recompute("external_id");
  } else if (!asksForExternalId({ generate_external_id, role_arn })) {
    if (prior?.external_id !== null) set("external_id", null);
  } else if (prior && plansNewExternalId(prior, planned)) recompute("external_id");
}
