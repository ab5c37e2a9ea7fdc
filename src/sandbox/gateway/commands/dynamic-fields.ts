import { nextAdminRotation } from "../admin-rotation.js";
import type { CommandCall } from "../command.js";
import { durationSeconds } from "../duration.js";
import type { CommandFields } from "../fields.js";
import type { AwsIssuerConfig, DynamicItem, PasswordPolicy } from "../records/item.js";
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

const ACCOUNT_POLICY: PasswordPolicy = {
  length: null,
  capitalLetters: null,
  lowerLetters: null,
  numbers: null,
  specialCharacters: null,
};

/** What a new dynamic secret starts with. */
export const freshIssuer = {
  active: true,
  failure: "",
  lastAdminRotation: null,
} as const satisfies Partial<DynamicItem>;

/** What an update does not mention stays, which is inferred: that an account's own rule comes back was not seen. */
function passwordPolicy(fields: CommandFields, before: PasswordPolicy): PasswordPolicy {
  const policy = {
    length: fields.count("password-length") ?? before.length,
    capitalLetters: fields.flag("use-capital-letters") ?? before.capitalLetters,
    lowerLetters: fields.flag("use-lower-letters") ?? before.lowerLetters,
    numbers: fields.flag("use-numbers") ?? before.numbers,
    specialCharacters: fields.flag("use-special-characters") ?? before.specialCharacters,
  };
  if (policy.length !== null && policy.length < 1)
    throw invalidRequest("password-length should be at least 1");
  const { length: _, ...classes } = policy;
  if (Object.values(classes).every((used) => used === false))
    throw invalidRequest("a password should be made of at least one class of characters");
  return policy;
}

/** The AWS settings of a request; as a whole, on an update too. */
export function awsConfig(
  { fields, world }: CommandCall,
  before?: Pick<AwsIssuerConfig, "passwordPolicy">,
): AwsIssuerConfig {
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
    passwordPolicy: passwordPolicy(fields, before?.passwordPolicy ?? ACCOUNT_POLICY),
  };
  if (config.mode === "assume_role" && config.roleArns.length === 0) {
    throw missing("aws-role-arns");
  }
  return config;
}
