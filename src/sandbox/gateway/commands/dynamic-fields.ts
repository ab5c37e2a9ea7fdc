import { nextAdminRotation } from "../admin-rotation.js";
import type { CommandCall } from "../command.js";
import { durationSeconds } from "../duration.js";
import type { AwsIssuerConfig, DynamicItem } from "../records/item.js";
import { invalidRequest, missing } from "../refusal.js";

const commas = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/**
 * The lifetime of what is issued; 60 minutes unless given. The real gateway takes a bare number, too, and tells it as
 * it was given; of which unit is not known, and minutes are this sandbox's guess.
 */
export function lifetime({ fields }: CommandCall): { ttlText: string; ttlSeconds: number } {
  const ttlText = fields.text("user-ttl") ?? "60m";
  const bare = /^[1-9]\d{0,14}$/.test(ttlText);
  return { ttlText, ttlSeconds: durationSeconds(bare ? `${ttlText}m` : ttlText) };
}

/** Whether and how often the credentials that issue are themselves rotated. */
export function adminRotation({ fields }: CommandCall, from: Date) {
  const settings = {
    enableAdminRotation: fields.flag("enable-admin-rotation") ?? false,
    adminRotationDays: fields.count("admin-rotation-interval-days") ?? 0,
  };
  if (settings.adminRotationDays < 0)
    throw invalidRequest("admin-rotation-interval-days should not be negative");
  return { ...settings, nextAdminRotation: nextAdminRotation(settings, from) };
}

/** What a new dynamic secret starts with. */
export const freshIssuer = {
  active: true,
  failure: "",
  lastAdminRotation: null,
} as const satisfies Partial<DynamicItem>;

/** The AWS settings of a request; as a whole, on an update too. */
export function awsConfig({ fields, world }: CommandCall): AwsIssuerConfig {
  const accessKeyId = fields.text("aws-access-key-id");
  const secret = fields.text("aws-access-secret-key");
  const mode = fields.text("access-mode") ?? "iam_user";
  if (mode !== "iam_user" && mode !== "assume_role" && mode !== "assumed_role") {
    throw invalidRequest("access-mode should be iam_user or assume_role");
  }
  const config: AwsIssuerConfig = {
    mode: mode === "iam_user" ? "iam_user" : "assume_role",
    inlineKeys:
      accessKeyId === undefined || secret === undefined
        ? null
        : { accessKeyId, secretAccessKey: world.secrets.keep(secret), sessionToken: null },
    region: fields.text("region") ?? "us-east-2",
    policies: commas(fields.text("aws-user-policies")),
    groups: commas(fields.text("aws-user-groups")),
    roleArns: commas(fields.text("aws-role-arns")),
    consoleAccess: fields.flag("aws-user-console-access") ?? false,
    programmaticAccess: fields.flag("aws-user-programmatic-access") ?? true,
    externalId: fields.text("aws-external-id") ?? "",
    sessionTags: fields.text("session-tags") ?? "",
    transitiveTagKeys: fields.text("transitive-tag-keys") ?? "",
    usernameTemplate: fields.text("custom-username-template") ?? "",
    passwordLength: fields.count("password-length") ?? 16,
  };
  if (config.mode === "assume_role" && config.roleArns.length === 0) {
    throw missing("aws-role-arns");
  }
  return config;
}
