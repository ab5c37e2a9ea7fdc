import { toldSettings } from "../kinds/settings.js";
import type { AwsDynamicItem, CustomDynamicItem, DynamicItem, PasswordPolicy } from "../records/item.js";
import { newest } from "../records/target.js";
import type { GatewayWorld } from "../world.js";
import { customFieldsReply, remoteAccessReply } from "./item.js";
import { dynamicType } from "./item-type.js";
import { targetsOfItem } from "./target.js";

/** A dynamic secret's own settings. An administrator's key is shown only where it was given inline. */
export function producerReply(world: GatewayWorld, item: DynamicItem): Record<string, unknown> {
  return {
    dynamic_secret_name: item.name,
    dynamic_secret_id: item.id,
    dynamic_secret_type: dynamicType(item),
    dynamic_secret_key: item.protectionKey,
    active: item.active,
    user_ttl: item.ttlText,
    tags: item.tags,
    metadata: item.description,
    delete_protection: item.deleteProtection,
    failure_message: item.failure,
    enable_admin_rotation: item.enableAdminRotation,
    admin_rotation_interval_days: item.adminRotationDays,
    last_admin_rotation: Math.floor((item.lastAdminRotation?.getTime() ?? 0) / 1000),
    item_custom_fields_details: customFieldsReply(item.customFields),
    ...remoteAccessReply(item),
    ...ownReply(world, item),
  };
}

function ownReply(world: GatewayWorld, item: DynamicItem): Record<string, unknown> {
  if (item.kind === "dynamic-aws") return awsReply(world, item);
  if (item.kind === "dynamic-custom") return customReply(item);
  return {
    item_targets_assoc: targetsOfItem(world, item),
    ...toldSettings(item.of.fields, item.settings, "left out"),
    ...item.of.more?.(item.settings),
  };
}

/**
 * `use_gw_cloud_identity` is left out unless it is true: older official providers cannot read it, and to those that
 * can, absent means false.
 */
function awsReply(world: GatewayWorld, item: AwsDynamicItem): Record<string, unknown> {
  const { config } = item;
  const target = world.store.targets.byId(item.targetId);
  const usesGatewayIdentity = target?.kind === "aws" && newest(target.versions).details.useGatewayIdentity;
  return {
    item_targets_assoc: targetsOfItem(world, item),
    aws_access_mode: config.mode,
    aws_region: config.region,
    aws_user_policies: config.policies.join(","),
    aws_user_groups: config.groups.join(","),
    aws_role_arns: config.roleArns.join(","),
    aws_user_console_access: config.consoleAccess,
    aws_user_programmatic_access: config.programmaticAccess,
    aws_external_id: config.externalId,
    aws_session_tags: config.sessionTags,
    aws_transitive_tag_keys: config.transitiveTagKeys,
    username_template: config.usernameTemplate,
    ...passwordReply(config.passwordPolicy),
    ...(config.inlineKeys && {
      aws_access_key_id: config.inlineKeys.accessKeyId,
      aws_secret_access_key: config.inlineKeys.secretAccessKey.reveal(),
    }),
    ...(usesGatewayIdentity && { use_gw_cloud_identity: true }),
  };
}

/** That an answer tells the classes of characters in this form is inferred from the models of the newer SDKs. */
function passwordReply({ length, ...classes }: PasswordPolicy): Record<string, unknown> {
  const isLeft = length === null && Object.values(classes).every((used) => used === null);
  return {
    password_length: length ?? 0,
    ...(!isLeft && {
      password_policy_info: {
        password_length: length,
        use_capital_letters: classes.capitalLetters,
        use_lower_letters: classes.lowerLetters,
        use_numbers: classes.numbers,
        use_special_characters: classes.specialCharacters,
      },
    }),
  };
}

function customReply(item: CustomDynamicItem): Record<string, unknown> {
  return {
    create_sync_url: item.createUrl,
    revoke_sync_url: item.revokeUrl,
    rotate_sync_url: item.rotateUrl,
    payload: item.payload.reveal(),
    timeout_seconds: item.timeoutSeconds,
    skip_dry_run: item.skipsDryRun,
  };
}
