import type { CommandCall } from "../command.js";
import { type TargetBase, type Version, withVersion } from "../records/target.js";
import { invalidRequest } from "../refusal.js";

/** Versions that are kept unless a request says otherwise. */
export const DEFAULT_MAX_VERSIONS = 20;

export const TARGET_RULE = "target-rule";

/** What every new target has, from the fields that every create command has; `held` tells what it holds. */
export function newTarget<D>(call: CommandCall, held: () => D) {
  const { fields, world } = call;
  const name = call.freePath("targets", TARGET_RULE);
  const details = held();
  const now = call.now();
  return {
    id: world.store.nextId(),
    name,
    description: fields.text("description") ?? fields.text("comment") ?? "",
    protectionKey: fields.text("key") ?? "",
    deleteProtection: fields.flag("delete_protection") ?? false,
    maxVersions: maxVersionsOf(call, DEFAULT_MAX_VERSIONS),
    versions: [{ version: 1, details, createdAt: now, accessId: call.caller.accessId }],
    createdAt: now,
    modifiedAt: now,
  };
}

/**
 * Applies what every update command may say, and a new version of what the target holds. A description that is not given
 * is not there afterwards, unless a client says by its own word that it is to stay.
 */
export function updateTargetFields<D>(
  call: CommandCall,
  target: TargetBase<D>,
  last: Version<D>,
  details: D,
): { target_id: number } {
  const { fields } = call;
  call.rename("targets", TARGET_RULE, target);
  target.description = fields.described("description", "comment") ?? target.description;
  target.protectionKey = fields.text("key") ?? target.protectionKey;
  target.deleteProtection = fields.flag("delete_protection") ?? target.deleteProtection;
  target.maxVersions = maxVersionsOf(call, target.maxVersions);
  target.modifiedAt = call.now();
  const next = {
    version: last.version + 1,
    details,
    createdAt: target.modifiedAt,
    accessId: call.caller.accessId,
  };
  const keepPrevious = fields.flag("keep-prev-version") ?? true;
  target.versions = withVersion(target.versions, next, keepPrevious, target.maxVersions);
  return { target_id: target.id };
}

/** How many versions are to be kept. */
export function maxVersionsOf({ fields }: CommandCall, otherwise: number): number {
  const max = fields.count("max-versions") ?? otherwise;
  if (max < 1) throw invalidRequest("max-versions should be at least 1");
  return max;
}
