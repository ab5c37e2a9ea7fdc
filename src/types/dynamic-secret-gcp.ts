import { isRecord } from "../domain/is-record.js";
import { attr } from "../vocabulary/index.js";
import { jsonInText } from "./attributes/json-in-text.js";
import { notEmpty } from "./attributes/texts.js";
import { heldSecret, maySecrets } from "./attributes/write-only.js";
import {
  accessToWhatIsIssued,
  dynamicSecretOf,
  encryptionKey,
  maySay,
  ofDynamicSecret,
} from "./families/dynamic-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { jsonText, rawAt, text } from "./wire/index.js";

const KEY = "gcp_service_account_key_base64";
const EMAIL = "gcp_service_account_email";

/** Whether the e-mail that is told is that of the secret's own key, which the gateway tells whatever it was given. */
function isOfOwnKey(answer: unknown): boolean {
  const key = rawAt(answer, KEY);
  try {
    const account: unknown = JSON.parse(Buffer.from(String(key ?? ""), "base64").toString());
    return (
      isRecord(account) && account.client_email !== undefined && account.client_email === rawAt(answer, EMAIL)
    );
  } catch {
    return false;
  }
}

const attributes = {
  ...ofDynamicSecret,
  ...heldSecret(
    "gcp_key_wo",
    "gcp-key",
    KEY,
    "Key of a service account, its JSON in base64, where no target has one.",
  ),
  access_type: attr.required.string<"sa" | "external">({
    doc: "`sa`: credentials of a service account. `external`: roles for a user from elsewhere.",
    oneOf: ["sa", "external"],
    wire: text("access-type", { told: "gcp_access_type" }),
  }),
  service_account_type: attr.defaulted.string<"fixed" | "dynamic">({
    doc: "Whose credentials (`sa`): those of a `fixed` service account, or of a `dynamic` one that is made for them. Default: `fixed`.",
    default: "fixed",
    oneOf: ["fixed", "dynamic"],
    wire: text("service-account-type", { told: "gcp_service_account_type", unsaid: "fixed" }),
  }),
  gcp_cred_type: attr.optional.string<"token" | "key">({
    doc: "What is issued (`sa`): a `token` or a `key`. Default: none.",
    oneOf: ["token", "key"],
    wire: text("gcp-cred-type", { told: "gcp_token_type", leftOut: true }),
  }),
  gcp_sa_email: attr.optional.string({
    doc: "E-mail of the fixed service account. Default: that of the key.",
    ...notEmpty,
    leftToGateway: { usually: null, varies: true, said: "" },
    wire: text("gcp-sa-email", { told: EMAIL, leftOut: true, counts: (answer) => !isOfOwnKey(answer) }),
  }),
  gcp_key_algo: maySay(
    "gcp-key-algo",
    "gcp_key_algo",
    "Algorithm of a key that is issued, such as `KEY_ALG_RSA_2048`. Default: Google's own.",
  ),
  gcp_token_scopes: maySay(
    "gcp-token-scopes",
    "gcp_token_scope",
    "Scopes of a token, with commas between them. Default: none.",
  ),
  gcp_project_id: maySay(
    "gcp-project-id",
    "gcp_project_id",
    "The project that is worked in. Default: the key's own.",
  ),
  role_binding: attr.optional.string({
    doc: "Roles of a dynamic service account, as JSON: an object with a list of roles for each resource. Default: none.",
    ...jsonInText,
    examples: ['{"projects/one":["roles/viewer"]}', '{"projects/two":["roles/viewer","roles/editor"]}'],
    wire: jsonText("role-binding", { told: "gcp_role_bindings", leftOut: true }),
  }),
  role_names: maySay(
    "role-names",
    "gcp_role_names",
    "Roles of a user from elsewhere (`external`), with commas between them. Default: none.",
  ),
  fixed_user_claim_keyname: attr.defaulted.string<string>({
    doc: "The claim that names a user from elsewhere (`external`). Default: `ext_email`.",
    ...notEmpty,
    default: "ext_email",
    examples: ["a_claim", "another_claim"],
    wire: text("fixed-user-claim-keyname", { told: "gcp_fixed_user_claim_keyname", unsaid: "ext_email" }),
  }),
  encryption_key_name: encryptionKey(),
  ...accessToWhatIsIssued(
    "secure_access_enable",
    "secure_access_url",
    "secure_access_web_browsing",
    "secure_access_web_proxy",
    "secure_access_delay_seconds",
  ),
};

/** Issues tokens and keys of service accounts in Google Cloud. */
export const dynamicSecretGcp = gatewayType({
  type: "dynamic_secret_gcp",
  noun: "GCP dynamic secret",
  doc: "Issues tokens and keys of service accounts in Google Cloud, or gives roles to users from elsewhere.",
  family: dynamicSecretOf("gcp"),
  commands: { create: "dynamic-secret-create-gcp", update: "dynamic-secret-update-gcp" },
  attributes,
  officially: { gcp_project_id: "project_id" },
  rules: maySecrets(attributes, "dynamic secret", "gcp_key_wo"),
});
