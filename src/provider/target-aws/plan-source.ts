import type { PlanContext } from "../../engine/definition.js";
import { isFirstVersion, sourcesIn } from "../../schema/index.js";
import { isUnknown, type StoredOf } from "../../vocabulary/index.js";
import { versionRecorded } from "../version-recorded.js";
import type { TargetAwsTable } from "./operations.js";

/** What is only recorded of a credential source, or no longer known, is told with the plan, before it is approved. */
export function planSource(
  prior: StoredOf<TargetAwsTable>,
  {
    config,
    set,
    recompute,
    warn,
  }: Pick<PlanContext<TargetAwsTable>, "config" | "set" | "recompute" | "warn">,
): void {
  const { seed_user_arn, use_gateway_identity, access_key_id, secret_access_key_wo_version } = config;
  // Another user has another seed, and what is not seeded any more has none. The target itself stays.
  if (seed_user_arn !== prior.seed_user_arn && sourcesIn(prior).length > 0) {
    const isUnseeded = seed_user_arn === null && (use_gateway_identity === true || access_key_id !== null);
    if (isUnseeded) set("seed_key_id", null);
    else if (seed_user_arn !== null || isUnknown(use_gateway_identity)) recompute("seed_key_id");
  }
  if (isUnknown(use_gateway_identity) || isUnknown(access_key_id)) return;
  const named = isUnknown(seed_user_arn)
    ? ["seed_user_arn"]
    : sourcesIn({ seed_user_arn, use_gateway_identity, access_key_id });
  const [before] = sourcesIn(prior);
  const [now] = named;
  if (before === undefined && now !== undefined) {
    if (now === "seed_user_arn" && prior.seed_key_id === null) recompute("seed_key_id");
    warn(
      "Credential source recorded, nothing sent",
      `The target was imported without its credential source, so what it holds may be newer than what this configuration names. ${now} is only recorded, and what the target holds stays. To have it changed, import the target with the source that it has now; \`latchkey status\` shows it.`,
      now,
    );
  } else if (before === "seed_user_arn" && now === undefined) {
    warn(
      "Seeded target let go",
      "The configuration names no credential source any more, so the target keeps the key that it holds, and that key is no longer known to be one of its IAM user's: a destroy will leave it.",
    );
  } else if (
    access_key_id !== null &&
    access_key_id === prior.access_key_id &&
    !isUnknown(secret_access_key_wo_version) &&
    isFirstVersion(secret_access_key_wo_version, prior.secret_access_key_wo_version)
  ) {
    warn(
      ...versionRecorded("secret_access_key_wo_version", "secret_access_key_wo"),
      "secret_access_key_wo_version",
    );
  }
}
