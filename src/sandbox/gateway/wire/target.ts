import type { CommandCall } from "../command.js";
import type { KindSettings } from "../kinds/field.js";
import { textIn, toldSettings } from "../kinds/settings.js";
import type { TargetKind } from "../kinds/target-kinds.js";
import { type AwsTargetDetails, newest, type StoredTarget } from "../records/target.js";
import type { GatewayWorld } from "../world.js";
import { itemType } from "./item-type.js";
import { versionReply } from "./version.js";

/** What an answer calls the type of a target. */
export function targetType(target: StoredTarget): string {
  return target.kind === "aws" ? "aws" : target.of.type(newest(target.versions).details);
}

/** A target without its secrets. */
export function targetReply(
  call: CommandCall,
  target: StoredTarget,
  showVersions = false,
): Record<string, unknown> {
  const parent = target.kind === "aws" ? "" : textIn(newest(target.versions).details, "parent-target-name");
  return {
    target_name: target.name,
    target_id: target.id,
    target_type: targetType(target),
    comment: target.description,
    protection_key_name: target.protectionKey,
    last_version: newest<{ version: number }>(target.versions).version,
    target_versions: showVersions
      ? target.versions.map((version) => versionReply(version, target.protectionKey))
      : null,
    target_items_assoc: associatedItems(call.world, target).map((item) => ({
      assoc_id: associationId(target.id, item.id),
      item_name: item.name,
      item_type: itemType(item),
      item_id: item.id,
    })),
    ...(parent !== "" && { parent_target_name: parent }),
    with_customer_fragment: false,
    delete_protection: target.deleteProtection,
    client_permissions: call.world.access.capabilities(call.caller, "target-rule", target.name),
    creation_date: target.createdAt.toISOString(),
    modification_date: target.modifiedAt.toISOString(),
  };
}

/** What a target holds, secrets in clear text included. What is empty, or false, is left out. */
export function keptDetailsReply(kind: TargetKind, settings: KindSettings): Record<string, unknown> {
  const details = toldSettings(kind.fields, settings, "left out") as Record<string, Record<string, unknown>>;
  for (const [name, more] of Object.entries(kind.more?.(settings) ?? {})) {
    details[name] = { ...details[name], ...more };
  }
  return details;
}

/** What an AWS target holds, the secret key in clear text included. */
export function awsDetailsReply(details: AwsTargetDetails): Record<string, unknown> {
  return {
    aws_target_details: {
      aws_access_key_id: details.keys?.accessKeyId ?? "",
      aws_secret_access_key: details.keys?.secretAccessKey.reveal() ?? "",
      // The real gateway leaves out a session token that is not there, and the flag where it is false.
      ...(details.keys?.sessionToken && { aws_session_token: details.keys.sessionToken.reveal() }),
      aws_region: details.region,
      ...(details.useGatewayIdentity && { use_gw_cloud_identity: true }),
      ...(details.externalId !== "" && {
        gw_cloud_identity_external_id_opt: {
          generated_external_id: details.externalId,
          is_enabled: true,
          role_arn: details.roleArn,
        },
      }),
    },
  };
}

/** The items that use a target. */
export function associatedItems(world: GatewayWorld, target: StoredTarget) {
  return world.store.items.all().filter((item) => "targetId" in item && item.targetId === target.id);
}

/** The id of the association between a target and an item. */
export function associationId(targetId: number, itemId: number): string {
  return `ass-${targetId}-${itemId}`;
}

/** The targets of an item, as its own description lists them. */
export function targetsOfItem(
  world: GatewayWorld,
  item: { readonly id: number; readonly targetId?: number | null },
) {
  const target = world.store.targets.byId(item.targetId ?? null);
  if (!target) return [];
  return [
    {
      assoc_id: associationId(target.id, item.id),
      target_name: target.name,
      target_id: target.id,
      target_type: targetType(target),
    },
  ];
}
