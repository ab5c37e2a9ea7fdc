import type { CommandCall } from "../command.js";
import { REMOTE_ACCESS, REMOTE_ACCESS_AT } from "../kinds/remote-access.js";
import { ROTATED_COMMON } from "../kinds/rotated-kinds.js";
import { toldSettings } from "../kinds/settings.js";
import { isRotated, type RotatedItem, type RotationStatus, type StoredItem } from "../records/item.js";
import { newest } from "../records/target.js";
import { dynamicType, itemType } from "./item-type.js";
import { targetsOfItem } from "./target.js";
import { versionReply } from "./version.js";

/** What an answer about an item tells only where the request asks for it. */
interface AskedFor {
  readonly versions?: boolean | undefined;
  readonly customFields?: boolean | undefined;
}

/** An item's description, without any value. */
export function itemReply(
  call: CommandCall,
  item: StoredItem,
  asked: AskedFor = {},
): Record<string, unknown> {
  return {
    item_name: item.name,
    item_id: item.id,
    display_id: item.displayId,
    item_type: itemType(item),
    item_sub_type: item.kind === "static" ? item.subType : "generic",
    item_metadata: item.description,
    item_tags: item.tags.length === 0 ? null : item.tags,
    item_size: sizeOf(item),
    item_state: "Enabled",
    is_enabled: true,
    item_accessibility: 0,
    last_version: lastVersion(item),
    item_versions:
      asked.versions && "versions" in item
        ? item.versions.map((version) => versionReply(version, item.protectionKey))
        : null,
    protection_key_name: item.protectionKey,
    protection_key_type: "",
    with_customer_fragment: false,
    delete_protection: item.deleteProtection,
    client_permissions: call.world.access.capabilities(call.caller, "item-rule", item.name),
    creation_date: item.createdAt.toISOString(),
    modification_date: item.modifiedAt.toISOString(),
    access_date: item.accessedAt.toISOString(),
    item_targets_assoc: "targetId" in item ? targetsOfItem(call.world, item) : null,
    ...(asked.customFields && { item_custom_fields_details: customFieldsReply(item.customFields) }),
    ...(isRotated(item) && rotationDates(item)),
    item_general_info: { ...generalInfo(item), ...remoteAccessReply(item) },
  };
}

/** How callers get to what an item opens; nothing at all where nothing was said. */
export function remoteAccessReply({ remoteAccess }: StoredItem): Record<string, unknown> {
  const reply = toldSettings(REMOTE_ACCESS, remoteAccess, "left out");
  return Object.keys(reply).length === 0 ? {} : { [REMOTE_ACCESS_AT]: reply };
}

export function customFieldsReply(fields: Readonly<Record<string, string>>) {
  return Object.entries(fields).map(([name, value]) => ({ name, value }));
}

function generalInfo(item: StoredItem): Record<string, unknown> {
  if (item.kind === "static") {
    return {
      static_secret_info: {
        ...(item.format !== null && { format: item.format }),
        websites: item.injectUrls,
        username: item.username,
        max_versions: item.maxVersions,
        notify_on_change_event: item.notifyOnChange,
      },
    };
  }
  if (isRotated(item)) {
    return {
      rotated_secret_details: rotationReply(item),
      ...toldSettings(ROTATED_COMMON, item.common, "left out"),
    };
  }
  return {
    dynamic_secret_producer_details: {
      producer_type: dynamicType(item),
      producer_status: (item.failure === ""
        ? "RotationSucceeded"
        : "RotationFailed") satisfies RotationStatus,
      failure_message: item.failure,
      user_ttl: item.ttlText,
    },
  };
}

function rotationDates(item: RotatedItem): Record<string, unknown> {
  return {
    auto_rotate: item.autoRotate,
    rotation_interval: item.intervalDays,
    last_rotation_date: item.lastRotationAt?.toISOString() ?? null,
    next_rotation_date: item.nextRotationAt?.toISOString() ?? null,
  };
}

/** How an item rotates. `rotation_statement` is left out: the official provider cannot read it for AWS. */
function rotationReply(item: RotatedItem): Record<string, unknown> {
  return {
    rotator_type: rotatorType(item),
    rotator_creds_type: item.authentication,
    rotator_status: item.status,
    last_rotation_error: item.lastError === "" ? null : item.lastError,
    rotation_hour: item.hour,
    rotation_interval_min: item.kind === "rotated-custom" && item.inMinutes,
    grace_rotation: item.grace,
    ...(item.grace && {
      grace_rotation_interval: item.graceDays,
      grace_rotation_hour: item.graceHour,
      grace_rotation_timing: item.graceTiming,
    }),
    managed_by_akeyless: item.kind === "rotated-aws" && item.ownsKey,
    max_versions: item.maxVersions,
    ...(item.kind === "rotated-custom" && { timeout_seconds: item.timeoutSeconds }),
  };
}

function rotatorType(item: RotatedItem): string | undefined {
  if (item.kind === "rotated-custom") return "custom-rotator";
  return item.kind === "rotated-kept"
    ? item.of.rotators[item.rotatorType]?.told
    : `${item.rotatorType}-rotator`;
}

function lastVersion(item: StoredItem): number {
  return "versions" in item ? newest<{ version: number }>(item.versions).version : 1;
}

function sizeOf(item: StoredItem): number {
  return item.kind === "static" ? Buffer.byteLength(newest(item.versions).value.reveal()) : 0;
}
