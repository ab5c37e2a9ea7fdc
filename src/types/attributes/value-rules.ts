import type { Attribute, Rule } from "../../vocabulary/index.js";
import { ruleOn } from "../../vocabulary/index.js";
import { isNewVersion } from "../mechanism/new-version.js";
import type { Generate } from "./generate.js";

/** The attributes in which a static secret's value comes, and those that say what it is. */
type OfValue = {
  readonly value_wo: Attribute<"writeOnly", string>;
  readonly password_wo: Attribute<"writeOnly", string>;
  readonly custom_fields_wo: Attribute<"writeOnly", string>;
  readonly generate: Attribute<"optional", Generate>;
  readonly value_wo_version: Attribute<"optional", number>;
  readonly type: Attribute<"defaulted", "generic" | "password">;
  readonly format: Attribute<"defaulted", "text" | "json" | "key-value">;
  readonly username: Attribute<"optional", string>;
  readonly inject_url: Attribute<"optional", readonly string[]>;
};

/** What only a password has, by its attribute. */
const OF_PASSWORDS = ["password_wo", "custom_fields_wo", "username", "inject_url"] as const;

/** The forms in which a value is given. */
const FORMS = ["value_wo", "password_wo"] as const;

/** The rules of a value that may come in several forms: one of them comes when it has to be sent, with its version. */
export function valueRules<T extends OfValue>(_: T): readonly Rule[] {
  const rule = ruleOn({} as OfValue);
  return [
    ...OF_PASSWORDS.map((name) =>
      rule({
        code: "VALUE_NOT_ALLOWED",
        needs: ["type", name],
        // A line with a secret is not pointed at: Terraform prints it.
        at: name === "username" || name === "inject_url" ? name : "type",
        advice: `Set type = "password" for a secret with ${name}, or leave ${name} out.`,
        broken: (values) =>
          isPassword(values) || !isSet(values[name]) ? undefined : `${name} is set, and the type is generic`,
      }),
    ),
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["type", "value_wo"],
      at: "type",
      advice: "Give a password as password_wo, with a username and custom_fields_wo beside it.",
      broken: (values) =>
        isPassword(values) && isSet(values.value_wo)
          ? "value_wo is set, and the type is password"
          : undefined,
    }),
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["type", "format"],
      at: "format",
      advice: "Leave format out: readers get a password as the JSON of its parts.",
      broken: (values) =>
        isPassword(values) && (values.format ?? "text") !== "text"
          ? `format is ${values.format}, and the type is password`
          : undefined,
    }),
    ...FORMS.map((name) =>
      rule({
        code: "VALUE_NOT_ALLOWED",
        needs: ["generate", name],
        at: "generate",
        advice: `Leave out ${name}, or generate: a value is given or generated.`,
        broken: (values) =>
          isSet(values.generate) && isSet(values[name]) ? `generate is set, and so is ${name}` : undefined,
      }),
    ),
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["generate", "type", "format"],
      at: "generate",
      advice: "Name the field that is generated where the format is json or key-value, and nowhere else.",
      broken({ generate, ...values }) {
        if (!isSet(generate)) return undefined;
        const isOfFields = !isPassword(values) && (values.format ?? "text") !== "text";
        if (isSet(generate?.field) === isOfFields) return undefined;
        return isOfFields
          ? `the format is ${values.format}, and generate names no field`
          : `generate names a field, and the value of a secret of the ${isPassword(values) ? "type password" : "format text"} is generated whole`;
      },
    }),
    {
      code: "VALUE_NOT_ALLOWED",
      when: "change",
      needs: ["type", "value_wo", "password_wo", "generate", "value_wo_version"],
      at: "value_wo_version",
      advice:
        "Give the value for this apply: a new secret and a new value_wo_version need it. Without it leave value_wo_version as it was, and what the secret holds stays.",
      broken: (values, prior) => {
        const source = isPassword(values) ? "password_wo" : "value_wo";
        if (isSet(values[source]) || isSet(values.generate)) return undefined;
        if (!prior) return `${source} is not set, and the secret is to be made`;
        return isNewVersion(values.value_wo_version as number | null, prior.value_wo_version as number | null)
          ? `${source} is not set, and value_wo_version changes`
          : undefined;
      },
    },
    ...([...FORMS, "generate"] as const).map((name) =>
      rule({
        code: "WRITE_ONLY_VERSION_MISSING",
        needs: [name, "value_wo_version"],
        at: "value_wo_version",
        broken: (values) =>
          isSet(values[name]) && !isSet(values.value_wo_version)
            ? `${name} is set, value_wo_version is not`
            : undefined,
      }),
    ),
  ];
}

const isSet = (value: unknown) => value !== null && value !== undefined;

const isPassword = ({ type }: { readonly type?: unknown }) => type === "password";
