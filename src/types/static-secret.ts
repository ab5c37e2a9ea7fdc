import { attr } from "../vocabulary/index.js";
import { description, itemNumber, path, tagsOf } from "./attributes/common.js";
import { givenSecret } from "./attributes/given-secret.js";
import { itemFamily } from "./families/item.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import { secret, text } from "./wire/index.js";

const NEW_VALUE = "update-secret-val";

const attributes = {
  name: path("secret", "item_name"),
  value_wo: attr.writeOnly.string({
    doc: "The secret value. Never stored; sent when its version changes, and needed only then and when the secret is made: whoever plans without it plans no change. Read back only when a create finds a secret of this name, to tell whether it is the same.",
    versionedBy: "value_wo_version",
    examples: ["a value", "another value"],
    wire: secret("value", { by: NEW_VALUE }),
  }),
  value_wo_version: attr.optional.int({
    doc: "Raise it whenever the value changes: Terraform cannot compare what it does not store. A new secret needs it; without it an imported one keeps its value, and the first one after an import is recorded, without a value being sent.",
    min: 0,
  }),
  format: attr.defaulted.string<"text" | "json" | "key-value">({
    doc: "How readers are to understand the value: `text`, `json` or `key-value`. Default: `text`.",
    default: "text",
    oneOf: ["text", "json", "key-value"],
    replaces: true,
    // It has to be said with every value, or the gateway falls back to text.
    wire: text("format", {
      told: "item_general_info.static_secret_info.format",
      unsaid: "text",
      by: NEW_VALUE,
    }),
  }),
  description: description("secret", "item_metadata"),
  tags: tagsOf("secret", "item_tags", "change"),
  item_id: itemNumber("item_id"),
};

/** A secret that cannot be minted and is kept as it is. */
export const staticSecret = gatewayType({
  type: "static_secret",
  doc: "A secret that cannot be minted and is kept as it is. The value is write-only: it reaches the gateway and no file.",
  family: itemFamily("STATIC_SECRET"),
  commands: { create: "create-secret", update: "update-item" },
  fixed: { create: { type: "generic" } },
  importing: {
    tells: ["value_wo_version"],
    doc: "The gateway does not tell which version it has. Where the id does not tell it, the first `value_wo_version` of the configuration is recorded, and no value is sent.",
    examples: [
      { of: "a secret whose value stays as it is", id: "/prod/password" },
      { of: "a secret whose version is known", id: "/prod/password,value_wo_version=1" },
    ],
  },
  attributes,
  rules: givenSecret(attributes, { secret: "value_wo", version: "value_wo_version", of: "secret" }),
});
