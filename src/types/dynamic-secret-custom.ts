import { attr } from "../vocabulary/index.js";
import { maySecrets, sentBackSecret } from "./attributes/write-only.js";
import { dynamicSecretOf, ofDynamicSecret } from "./families/dynamic-secret.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { flag, flagText, int, text } from "./wire/index.js";

const { target: _, custom_username_template: __, ...common } = ofDynamicSecret;

const endpoint = {
  flaw: (url: string) =>
    /^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "") ? undefined : "should be a URL of HTTP",
};
const examples = (operation: string) => [
  `https://webhook.example/sync/${operation}`,
  `https://other.example/sync/${operation}`,
];

const attributes = {
  ...common,
  create_sync_url: attr.required.string({
    doc: "URL that the gateway calls to have a credential made.",
    ...endpoint,
    examples: examples("create"),
    wire: text("create-sync-url"),
  }),
  revoke_sync_url: attr.required.string({
    doc: "URL that the gateway calls to have credentials ended.",
    ...endpoint,
    examples: examples("revoke"),
    wire: text("revoke-sync-url"),
  }),
  rotate_sync_url: attr.optional.string({
    doc: "URL that the gateway calls to have the payload replaced. Default: none.",
    ...endpoint,
    examples: examples("rotate"),
    wire: text("rotate-sync-url", { leftOut: true }),
  }),
  ...sentBackSecret(
    "payload_wo",
    "payload",
    "payload",
    "What the webhook works with; the gateway sends it with every call, and replaces it by a rotation.",
  ),
  timeout_seconds: attr.defaulted.int({
    doc: "Seconds that the gateway waits for an answer of the webhook. Default: 60.",
    default: 60,
    min: 1,
    wire: int("timeout-sec", { told: "timeout_seconds", unsaid: 60 }),
  }),
  enable_admin_rotation: attr.defaulted.bool({
    doc: "Whether the payload is rotated on a schedule. Default: `false`.",
    default: false,
    wire: flag("enable-admin-rotation", { unsaid: false }),
  }),
  admin_rotation_interval_days: attr.optional.int({
    doc: "Days between two rotations of the payload, 1 to 365. Default: none.",
    min: 1,
    max: 365,
    wire: int("admin-rotation-interval-days", { nothing: 0, leftOut: true }),
  }),
  skip_dry_run: attr.defaulted.bool({
    doc: "Whether the gateway leaves out to try the webhook when the dynamic secret is made or changed. Default: `false`.",
    default: false,
    wire: flagText("skip_dry_run", { unsaid: false }),
  }),
};

/** Has credentials made by webhooks, for a system that the gateway does not know. */
export const dynamicSecretCustom = gatewayType({
  type: "dynamic_secret_custom",
  noun: "custom dynamic secret",
  doc: "Has credentials made by webhooks of one's own, for a system that the gateway does not know.",
  family: dynamicSecretOf("custom"),
  commands: { create: "dynamic-secret-create-custom", update: "dynamic-secret-update-custom" },
  attributes,
  officially: { timeout_seconds: "timeout_sec" },
  rules: maySecrets(attributes, "dynamic secret", "payload_wo"),
});
