import { type AttributeWire, attr } from "../vocabulary/index.js";
import {
  customFieldsOf,
  deleteProtection,
  description,
  itemNumber,
  maxVersions,
  path,
  tagsOf,
} from "./attributes/common.js";
import { keptTexts } from "./attributes/elements.js";
import { gatewayName } from "./attributes/gateway-name.js";
import { generate } from "./attributes/generate.js";
import { jsonOfTexts } from "./attributes/json-in-text.js";
import { notEmpty } from "./attributes/texts.js";
import { valueRules } from "./attributes/value-rules.js";
import { itemFamily } from "./families/item.js";
import { gatewayType } from "./mechanism/gateway-type.js";
import {
  flagText,
  formOfSecret,
  formOfSecretAsJson,
  objectPath,
  rawAt,
  text,
  texts,
  told,
} from "./wire/index.js";

/** The command that gives a static secret another value. */
export const NEW_VALUE = "update-secret-val";

const INFO = "item_general_info.static_secret_info";
const VERSION = "value_wo_version";

type Kind = "generic" | "password";

/** Every request with a value says one, also where it is made of other fields. */
const kindWire: AttributeWire<string> = (() => {
  const word = text("type", { told: "item_sub_type", unsaid: "generic", by: NEW_VALUE });
  const value = (kind: string | null) => (kind === "password" ? { value: "" } : {});
  return { ...word, created: (kind) => ({ type: kind, ...value(kind) }), updated: value };
})();

const key = objectPath("protection_key", { told: "protection_key_name", leftOut: true, by: NEW_VALUE });
const keep = flagText("keep-prev-version", { by: NEW_VALUE });

const attributes = {
  name: path("secret", "item_name"),
  value_wo: attr.writeOnly.string({
    doc: "The secret value. Never stored; sent when its version changes, and needed only then and when the secret is made: whoever plans without it plans no change. Read back only where a create, an update or the plan of one finds a version that may be its own, to tell whether it is the same.",
    versionedBy: VERSION,
    examples: ["a value", "another value"],
    wire: formOfSecret("value", NEW_VALUE),
  }),
  password_wo: attr.writeOnly.string({
    doc: "The password of a secret of the type `password`, where it stands in the place of `value_wo`.",
    versionedBy: VERSION,
    ...notEmpty,
    examples: ["a password", "another password"],
    wire: formOfSecret("password", NEW_VALUE),
  }),
  custom_fields_wo: attr.writeOnly.string({
    doc: "Fields of a secret of the type `password` beside user name and password, as a JSON object of texts: `jsonencode({ pin = var.pin })`. Default: none.",
    versionedBy: VERSION,
    ...jsonOfTexts,
    examples: ['{"pin":"the pin"}', '{"pin":"another pin"}'],
    wire: formOfSecretAsJson("custom-field", NEW_VALUE),
  }),
  generate,
  value_wo_version: attr.optional.int({
    doc: "Raise it whenever the value changes, or for another generated one: Terraform cannot compare what it does not store. A new secret needs it; without it an imported one keeps its value, and the first one after an import is recorded, without a value being sent.",
    min: 0,
  }),
  over_version: attr.optional.int({
    doc: "The version of another writer's that a new value may replace, as the refusal has told it. Default: none; only what this resource has written, or found when it was imported, is replaced.",
    min: 1,
  }),
  keep_prev_version: attr.optional.bool({
    doc: "Whether a new value leaves the one before it as an older version. Told to the gateway with each new value. Default: as the account is set.",
    tellsNothing: true,
    wire: {
      ...keep,
      created: () => ({}),
      updated: (value) => (value === null ? {} : (keep.updated?.(value, null) ?? {})),
      told: undefined,
      role: "along",
    },
  }),
  type: attr.defaulted.string<Kind>({
    doc: "Whether the secret is one value (`generic`), or a `password` with a user name and fields of its own. Default: `generic`.",
    default: "generic",
    oneOf: ["generic", "password"],
    replaces: true,
    wire: kindWire,
  }),
  format: attr.defaulted.string<"text" | "json" | "key-value">({
    doc: "How readers are to understand the value: `text`, `json` or `key-value`. A password is `text`. Default: `text`.",
    default: "text",
    oneOf: ["text", "json", "key-value"],
    replaces: true,
    // It has to be said with every value, or the gateway falls back to text.
    wire: {
      ...text("format", { told: `${INFO}.format`, unsaid: "text", by: NEW_VALUE }),
      // Of a password it may be left out everywhere.
      lacks: (entry) =>
        rawAt(entry, "item_sub_type") !== "password" && rawAt(entry, `${INFO}.format`) === undefined,
    },
  }),
  username: attr.optional.string({
    doc: "User name that belongs to the password. It is a part of the value, so that a change makes a new version, with the password that the gateway holds unless there is a new one. Default: none.",
    ...notEmpty,
    examples: ["ann", "ben"],
    wire: text("username", { told: `${INFO}.username`, leftOut: true, by: NEW_VALUE }),
  }),
  inject_url: attr.optional.set("string", {
    doc: "Addresses of the pages into which the password is filled in. A change makes a new version, as one of the user name does. Default: none.",
    each: keptTexts,
    examples: [["https://one.example.com"], ["https://one.example.com", "https://two.example.com"]],
    wire: texts("inject-url", { told: `${INFO}.websites`, leftOut: true, by: NEW_VALUE }),
  }),
  protection_key: attr.optional.string({
    doc: "Path of the key that encrypts the value. A change makes a new version, with the value that the gateway holds unless there is a new one. Default: the account's own. Without it an update leaves the key as it is.",
    ...gatewayName,
    leftToGateway: { usually: null, varies: true },
    examples: ["/keys/one", "/keys/two"],
    wire: { ...key, updated: (value) => ({ key: key.created(value).protection_key ?? null }) },
  }),
  max_versions: maxVersions("secret", `${INFO}.max_versions`),
  change_event: attr.defaulted.bool({
    doc: "Whether the gateway tells its event forwarders when the secret changes. Default: `false`.",
    default: false,
    wire: flagText("change-event", { told: `${INFO}.notify_on_change_event`, unsaid: false }),
  }),
  delete_protection: deleteProtection("secret"),
  item_custom_fields: customFieldsOf("secret"),
  description: description("secret", "item_metadata"),
  tags: tagsOf("secret", "item_tags", "change"),
  version: attr.computedOrNull.int({
    doc: "The newest version of the value, whoever has written it. Null where the gateway does not tell.",
    stable: true,
    wire: told.int("last_version"),
  }),
  written_version: attr.computedOrNull.int({
    doc: "The version that this resource has written last, or found when it was imported. Where the newest is another one, the next new value is refused, and nothing of it is overwritten; see `over_version`.",
    stable: true,
    wire: told.int("last_version"),
  }),
  item_id: itemNumber("item_id"),
};

/** A secret that is kept as it is. */
export const staticSecret = gatewayType({
  type: "static_secret",
  doc: "A secret that is kept as it is. The value is write-only, or generated by the provider: it reaches the gateway and no file.",
  family: itemFamily("STATIC_SECRET"),
  commands: { create: "create-secret", update: "update-item" },
  importing: {
    tells: ["value_wo_version"],
    doc: "The gateway does not tell which version it has. Where the id does not tell it, the first `value_wo_version` of the configuration is recorded, and no value is sent.",
    examples: [
      { of: "a secret whose value stays as it is", id: "/prod/password" },
      { of: "a secret whose version is known", id: "/prod/password,value_wo_version=1" },
    ],
  },
  attributes,
  rules: valueRules(attributes),
});
