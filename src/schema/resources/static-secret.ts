import { attr, ruleOn, table } from "../../vocabulary/index.js";
import { gatewayTags } from "../elements.js";
import { gatewayName } from "../gateway-name.js";
import { itemNumber } from "../item-number.js";
import { isNewVersion } from "../new-version.js";
import { gatewayText } from "../texts.js";

const attributes = {
  name: attr.required.string({
    doc: "Path of the secret in the gateway. Changing it renames the secret.",
    ...gatewayName,
  }),
  value_wo: attr.writeOnly.string({
    doc: "The secret value. Never stored; sent when its version changes, and needed only then and when the secret is made: whoever plans without it plans no change. Read back only when a create finds a secret of this name, to tell whether it is the same.",
    versionedBy: "value_wo_version",
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
  }),
  description: attr.optional.string({ doc: "Text shown with the secret. Default: none.", ...gatewayText }),
  tags: attr.optional.set("string", {
    doc: "Tags of the secret in the gateway. Default: none.",
    each: gatewayTags,
  }),
  item_id: itemNumber,
};

const rule = ruleOn(attributes);

/** A secret that cannot be minted and is kept as it is. */
export const staticSecretTable = table({
  type: "static_secret",
  doc: "A secret that cannot be minted and is kept as it is. The value is write-only: it reaches the gateway and no file.",
  identity: "name",
  tree: "items",
  importing: {
    tells: ["value_wo_version"],
    doc: "The gateway does not tell which version it has. Where the id does not tell it, the first `value_wo_version` of the configuration is recorded, and no value is sent.",
    examples: [
      { of: "a secret whose value stays as it is", id: "/prod/password" },
      { of: "a secret whose version is known", id: "/prod/password,value_wo_version=1" },
    ],
  },
  attributes,
  rules: [
    rule({
      code: "VALUE_NOT_ALLOWED",
      when: "change",
      needs: ["value_wo", "value_wo_version"],
      at: "value_wo",
      advice:
        "Give value_wo for this apply: a new secret and a new value_wo_version need it. Without it leave value_wo_version as it was, and what the secret holds stays.",
      broken: ({ value_wo, value_wo_version }, prior) => {
        if (value_wo !== null) return undefined;
        if (!prior) return "value_wo is not set, and the secret is to be made";
        return isNewVersion(value_wo_version, prior.value_wo_version)
          ? "value_wo is not set, and value_wo_version changes"
          : undefined;
      },
    }),
    rule({
      code: "WRITE_ONLY_VERSION_MISSING",
      needs: ["value_wo", "value_wo_version"],
      at: "value_wo_version",
      broken: ({ value_wo, value_wo_version }) =>
        value_wo !== null && value_wo_version === null
          ? "value_wo is set, value_wo_version is not"
          : undefined,
    }),
  ],
});
