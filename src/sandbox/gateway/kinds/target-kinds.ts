import type { SecretText } from "../../../domain/secret-text.js";
import { flagField, type KindField, type KindSettings, secretField, textField, wholeField } from "./field.js";
import { secretIn, textIn } from "./settings.js";

/**
 * A kind of target that the gateway only keeps: `target-create-<word>`, `target-update-<word>`, and the older
 * `create-<word>-target`, `update-<word>-target`. What a field is told as stands inside the details of the answer.
 */
export interface TargetKind {
  readonly word: string;
  readonly fields: readonly KindField[];
  /** What the answer calls the target's type. */
  type(settings: KindSettings): string;
  /** What the details tell beyond the fields, by the same names. */
  more?(settings: KindSettings): Record<string, Record<string, unknown>>;
}

/** Details in which every field stands under one name of the answer. */
function kind(
  word: string,
  at: string,
  fields: readonly KindField[],
  rest: Partial<TargetKind> = {},
): TargetKind {
  const inside = fields.map((field) => ({
    ...field,
    told: field.told === null || field.told.includes(".") ? field.told : `${at}.${field.told}`,
  }));
  return { word, fields: inside, type: () => word, ...rest };
}

const web = kind("web", "web_target_details", [textField("url", "url")]);

const github = kind("github", "github_target_details", [
  wholeField("github-app-id", "github_app_id"),
  secretField("github-app-private-key", "github_app_private_key"),
  textField("github-base-url", "github_base_url", { otherwise: "https://api.github.com/" }),
]);

const ssh = kind("ssh", "ssh_target_details", [
  textField("host", "host"),
  textField("port", "port", { otherwise: "22" }),
  textField("ssh-username", "username"),
  secretField("ssh-password", "password"),
  secretField("private-key", "private_key"),
  secretField("private-key-password", "private_key_password"),
]);

/** The makers' own tests see the resource's name told although it is empty; of its two neighbours that is a guess. */
const azure = kind("azure", "azure_target_details", [
  textField("client-id", "azure_client_id"),
  textField("tenant-id", "azure_tenant_id"),
  secretField("client-secret", "azure_client_secret"),
  textField("subscription-id", "azure_subscription_id", { even: true }),
  textField("resource-group-name", "azure_resource_group_name", { even: true }),
  textField("resource-name", "azure_resource_name", { even: true }),
  textField("azure-cloud", "azure_cloud", { otherwise: "AzureCloud" }),
  textField("connection-type", "connection_type", { otherwise: "credentials" }),
  flagField("use-gw-cloud-identity", "use_gw_cloud_identity"),
]);

/** A service account's key comes as JSON or as its base64, and is told in both forms. */
const gcp = kind(
  "gcp",
  "gcp_target_details",
  [
    {
      ...secretField("gcp-key", "gcp_service_account_key"),
      read: (fields, wire, ledger) => gcpKey(fields.text(wire), ledger),
    },
    flagField("use-gw-cloud-identity", "use_gw_cloud_identity"),
  ],
  {
    more(settings) {
      const key = secretIn(settings, "gcp-key");
      return key ? { gcp_target_details: gcpKeyDetails(key) } : {};
    },
  },
);

/** Keeps a service account's key as the JSON that it is, whichever form it came in. */
export function gcpKey(given: string | undefined, ledger: Ledger): SecretText | undefined {
  if (given === undefined) return undefined;
  const decoded = Buffer.from(given, "base64");
  const text = decoded.toString("utf8");
  const isBase64OfText = decoded.toString("base64") === given && Buffer.from(text).equals(decoded);
  const plain = isBase64OfText ? text : given;
  ledger.keep(given);
  ledger.keep(base64(plain));
  const { private_key } = accountOf(plain);
  if (private_key) ledger.keep(private_key);
  return ledger.keep(plain);
}

type Ledger = { keep(text: string): SecretText };

/** What is told beside a service account's key itself: its base64, and whose it is where it says so. */
export function gcpKeyDetails(key: SecretText): Record<string, unknown> {
  const plain = key.reveal();
  const account = accountOf(plain);
  return {
    gcp_service_account_key_base64: base64(plain),
    ...(account.client_email && { gcp_service_account_email: account.client_email }),
    ...(account.private_key_id && { gcp_service_account_key_id: account.private_key_id }),
  };
}

const base64 = (plain: string): string => Buffer.from(plain).toString("base64");

interface Account {
  readonly client_email?: string;
  readonly private_key_id?: string;
  readonly private_key?: string;
}

function accountOf(plain: string): Account {
  try {
    const parsed: unknown = JSON.parse(plain);
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/**
 * Databases. The type that the answer names is the database's own. What MongoDB alone has stands in details of its
 * own, in which user, host and database are told once more: the official provider reads them in either.
 */
const db = kind(
  "db",
  "db_target_details",
  [
    textField("db-type", null, { needed: true }),
    textField("connection-type", "connection_type", { otherwise: "credentials" }),
    textField("user-name", "db_user_name"),
    secretField("pwd", "db_pwd"),
    textField("host", "db_host_name"),
    textField("port", "db_port"),
    textField("db-name", "db_name"),
    textField("oracle-service-name", "db_name"),
    textField("db-server-certificates", "db_server_certificates"),
    textField("db-server-name", "db_server_name"),
    flagField("ssl", "ssl_connection_mode"),
    textField("ssl-certificate", "ssl_connection_certificate"),
    textField("snowflake-account", "sf_account"),
    secretField("snowflake-api-private-key", "db_private_key"),
    secretField("snowflake-api-private-key-password", "db_private_key_passphrase"),
    textField("azure-client-id", "db_client_id"),
    secretField("azure-client-secret", "db_client_secret"),
    textField("azure-tenant-id", "db_tenant_id"),
    textField("cloud-service-provider", "cloud_service_provider"),
    flagField("cluster-mode", "cluster_mode"),
    textField("oracle-wallet-login-type", "db_target_details.oracle_wallet_details.login_type"),
    secretField("oracle-wallet-p12-file-data", "db_target_details.oracle_wallet_details.p12_data_base64"),
    secretField("oracle-wallet-sso-file-data", "db_target_details.oracle_wallet_details.sso_data_base64"),
    textField("parent-target-name", null),
    flagField("mongodb-atlas", "mongo_db_target_details.mongodb_is_atlas"),
    textField("mongodb-default-auth-db", "mongo_db_target_details.mongodb_default_auth_db"),
    textField("mongodb-uri-options", "mongo_db_target_details.mongodb_uri_options"),
    textField("mongodb-atlas-project-id", "mongo_db_target_details.mongodb_atlas_project_id"),
    textField("mongodb-atlas-api-public-key", "mongo_db_target_details.mongodb_atlas_api_public_key"),
    secretField("mongodb-atlas-api-private-key", "mongo_db_target_details.mongodb_atlas_api_private_key"),
  ],
  {
    type: (settings) => textIn(settings, "db-type"),
    more(settings) {
      if (textIn(settings, "db-type") !== "mongodb") return {};
      const hostAndPort = [textIn(settings, "host"), textIn(settings, "port")].filter((part) => part !== "");
      return {
        mongo_db_target_details: {
          mongodb_db_name: textIn(settings, "db-name"),
          mongodb_username: textIn(settings, "user-name"),
          mongodb_password: secretIn(settings, "pwd")?.reveal() ?? "",
          mongodb_host_port: hostAndPort.join(":"),
        },
      };
    },
  },
);

/** Every kind of target that the gateway only keeps. */
export const TARGET_KINDS: readonly TargetKind[] = [web, github, ssh, azure, gcp, db];
