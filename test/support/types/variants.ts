import type { Config } from "./samples.js";

/** One way in which a type is configured, where not everything goes with everything. */
export interface Variant {
  /** In the name of a test, after what the type is called. */
  readonly called: string;
  /** Values that stay as they are. */
  readonly given?: Config;
  /** Attributes that may be left out in general, and not in this way. */
  readonly needed?: readonly string[];
  /** Attributes that do not go with them. */
  readonly without?: readonly string[];
  /** Values that only what is found may have, which no configuration sets. */
  readonly never?: readonly unknown[];
}

/** In a configuration, for the access id of the sandbox's administrator, which is known only when that has started. */
export const ADMIN = "the access id of the administrator";

const OF_USERS: readonly Variant[] = [
  {
    called: "of the target's user",
    given: { rotator_type: "target" },
    without: ["rotated_username", "rotated_password_wo", "rotated_password_wo_version"],
  },
  { called: "of another user", given: { rotator_type: "password", rotated_username: "somebody" } },
];

const OF_PASSWORDS = ["password_wo", "custom_fields_wo", "username", "inject_url"];
const A_KEY = {
  access_key_id: "AKIAIOSFODNN7EXAMPLE",
  secret_access_key_wo: "the-secret-of-a-key",
  secret_access_key_wo_version: 1,
};
/** As the gateway tells it again: the base64 of a JSON. */
const A_GOOGLE_KEY = Buffer.from(JSON.stringify({ type: "service_account" })).toString("base64");
const OF_SESSIONS = ["role_arns", "external_id", "session_tags", "transitive_tag_keys"];
const OF_TEMPORARY_USERS = ["policy_arns", "user_groups", "console_access", "programmatic_access"];
const OF_A_PASSWORD = [
  ...["password_length", "use_capital_letters", "use_lower_letters", "use_numbers", "use_special_characters"],
];
const OF_A_KEY_OF_ITS_OWN = [...Object.keys(A_KEY), "enable_admin_rotation", "admin_rotation_interval_days"];
/** What goes with every way of it, and is tried with the first one. */
const OF_EVERY_PRODUCER = [
  ...["custom_username_template", "ttl_seconds", "region", "encryption_key_name", "item_custom_fields"],
  ...["secure_access_enable", "secure_access_certificate_issuer", "secure_access_aws_account_id"],
  ...["secure_access_aws_native_cli", "secure_access_web", "secure_access_web_browsing"],
  ...["secure_access_web_proxy", "secure_access_delay_seconds", "description", "tags", "delete_protection"],
];
/** The same of rotated secrets. */
const OF_EVERY_ROTATED_SECRET = [
  ...["auto_rotate", "interval_days", "rotation_hour", "grace_rotation", "grace_interval_days", "grace_hour"],
  ...["grace_timing", "authentication_credentials", "key", "max_versions", "tags"],
  ...["delete_protection", "item_custom_fields"],
];

const VARIANTS: { readonly [type: string]: readonly Variant[] } = {
  dynamic_secret_aws: [
    {
      called: "for a role",
      needed: ["target"],
      given: {
        access_mode: "assume_role",
        role_arns: ["arn:aws:iam::000000424242:role/a"],
        session_tags: { team: "payments" },
      },
      without: [...OF_TEMPORARY_USERS, ...OF_A_PASSWORD, ...OF_A_KEY_OF_ITS_OWN],
    },
    {
      called: "for the sessions of a role, with tags",
      needed: ["target"],
      given: { access_mode: "assume_role", role_arns: ["arn:aws:iam::000000424242:role/a"] },
      without: [
        ...[...OF_TEMPORARY_USERS, ...OF_A_PASSWORD, ...OF_A_KEY_OF_ITS_OWN, ...OF_EVERY_PRODUCER],
        ...["external_id", "transitive_tag_keys"],
      ],
    },
    {
      called: "for temporary users",
      needed: ["target"],
      given: { access_mode: "iam_user", programmatic_access: true },
      without: [...OF_SESSIONS, ...OF_A_PASSWORD, ...OF_A_KEY_OF_ITS_OWN, ...OF_EVERY_PRODUCER],
    },
    {
      called: "for temporary users of the console",
      needed: ["target"],
      given: { access_mode: "iam_user", console_access: true },
      without: [...OF_SESSIONS, ...OF_A_KEY_OF_ITS_OWN, ...OF_EVERY_PRODUCER, "policy_arns", "user_groups"],
    },
    {
      called: "with a key of its own",
      given: { access_mode: "iam_user", ...A_KEY },
      without: [...[...OF_SESSIONS, ...OF_TEMPORARY_USERS, ...OF_A_PASSWORD, ...OF_EVERY_PRODUCER, "target"]],
    },
  ],
  dynamic_secret_gcp: [{ called: "", given: { gcp_key_wo: A_GOOGLE_KEY } }],
  target_gcp: [{ called: "", given: { gcp_key_wo: A_GOOGLE_KEY } }],
  dynamic_secret_custom: [{ called: "", given: { skip_dry_run: true } }],
  auth_method_oauth2: [
    { called: "with the URL of its keys", given: { jwks_uri: "https://idp.example.com/keys" } },
    {
      called: "with keys of its own",
      given: {
        jwks_json_data:
          "eyJrZXlzIjogW3sia3R5IjogIlJTQSIsICJraWQiOiAib25lIiwgIm4iOiAiQVFBQiIsICJlIjogIkFRQUIifV19",
      },
    },
  ],
  gateway_allowed_access: [{ called: "", given: { access_id: ADMIN } }],
  rotated_secret_aws: [
    {
      called: "of the target's key",
      given: { rotator_type: "target" },
      without: ["api_id", "api_key_wo", "api_key_wo_version", "authentication_credentials"],
    },
    {
      called: "of a key of its own",
      // For another target it is made anew, which takes the key anew.
      given: {
        rotator_type: "api-key",
        api_id: "AKIAIOSFODNN7EXAMPLE",
        target: "/types/target-aws-one",
      },
    },
  ],
  rotated_secret_azure: [
    { called: "of an application", given: { rotator_type: "api-key", api_id: "an-id" } },
    { called: "of the target's application", given: { rotator_type: "target" } },
    {
      called: "of a user",
      given: { rotator_type: "password" },
      needed: ["username"],
      without: OF_EVERY_ROTATED_SECRET,
    },
    {
      called: "of a storage account",
      given: { rotator_type: "azure-storage-account" },
      needed: ["storage_account_key_name"],
      without: OF_EVERY_ROTATED_SECRET,
    },
  ],
  role: [{ called: "", never: ["scoped"] }],
  rotated_secret_mysql: OF_USERS,
  rotated_secret_postgresql: OF_USERS,
  static_secret: [
    { called: "of one value", given: { type: "generic" }, without: [...OF_PASSWORDS, "generate"] },
    {
      called: "that is generated",
      given: { type: "generic", generate: { length: 20 } },
      needed: ["value_wo_version"],
      without: [...OF_PASSWORDS, "value_wo", "format"],
    },
    {
      called: "that is a password",
      given: { type: "password" },
      without: ["value_wo", "format", "generate"],
    },
  ],
  target_db: [
    { called: "of many kinds", without: ["oracle_service_name"] },
    {
      called: "of Oracle",
      given: { db_type: "oracle" },
      without: [
        ...["db_name", "cluster_mode", "snowflake_account", "cloud_service_provider", "azure_client_id"],
        ...["azure_tenant_id", "mongodb_atlas", "mongodb_atlas_project_id", "mongodb_atlas_api_public_key"],
        ...["mongodb_default_auth_db", "mongodb_uri_options"],
      ],
    },
  ],
};

/** The ways in which a type is tried. Default: the one in which every attribute is given. */
export function variantsOf(type: string): readonly Variant[] {
  return VARIANTS[type] ?? [{ called: "" }];
}
