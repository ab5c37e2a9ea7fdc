import { customFields, flag, flagText, numbers, type Row, secret, text, under } from "./cell.js";

const general = (told: string): string => `item_general_info.${told}`;

/** What all rotated secrets have, as `describe-item` tells it. */
export const ROTATED_COMMON: Row = {
  description: text("item_metadata"),
  "item-custom-fields": customFields,
  key: text("protection_key_name"),
  "auto-rotate": flagText("auto_rotate"),
  "rotation-interval": { told: "rotation_interval", give: ["91", "92"], tells: [91, 92] },
  "rotation-hour": numbers(general("rotated_secret_details.rotation_hour"), 5, 6),
  "authentication-credentials": {
    told: general("rotated_secret_details.rotator_creds_type"),
    give: ["use-target-creds", "use-user-creds"],
  },
  "max-versions": {
    told: general("rotated_secret_details.max_versions"),
    give: ["8", "9"],
    tells: [8, 9],
  },
  "password-length": {
    told: general("password_policy.password_length"),
    give: ["25", "26"],
    tells: [25, 26],
  },
  "rotation-event-in": {
    told: general("next_rotation_events"),
    give: [["4", "5"], ["6"]],
    tells: [[{ seconds_before: 345_600 }, { seconds_before: 432_000 }], [{ seconds_before: 518_400 }]],
  },
};

const grace: Row = {
  "grace-rotation": {
    told: general("rotated_secret_details.grace_rotation"),
    give: ["true", "true"],
    tells: [true, true],
  },
  "grace-rotation-interval": {
    told: general("rotated_secret_details.grace_rotation_interval"),
    give: ["93", "94"],
    tells: [93, 94],
  },
  "grace-rotation-hour": numbers(general("rotated_secret_details.grace_rotation_hour"), 7, 8),
  "grace-rotation-timing": text(general("rotated_secret_details.grace_rotation_timing")),
};

const pair = (username: string, password: string): Row => ({
  [username]: text("value.username"),
  [password]: secret("value.password"),
});

/** By the models `RotatedSecretCreate<Kind>` and `RotatedSecretUpdate<Kind>`: what is rotated, and the row. */
export const ROTATED_SECRETS: Readonly<
  Record<string, { rotator?: string; target: "DB" | "Azure" | "Web"; row: Row }>
> = {
  Mysql: { rotator: "password", target: "DB", row: pair("rotated-username", "rotated-password") },
  Postgresql: { rotator: "password", target: "DB", row: pair("rotated-username", "rotated-password") },
  Custom: {
    target: "Web",
    row: {
      "custom-payload": secret("value.payload"),
      "timeout-sec": numbers(general("rotated_secret_details.timeout_seconds"), 41, 42),
      "enable-password-policy": text(null),
      "use-capital-letters": flagText(general("password_policy.use_capital_letters")),
      "use-lower-letters": flagText(general("password_policy.use_lower_letters")),
      "use-numbers": flagText(general("password_policy.use_numbers")),
      "use-special-characters": flagText(general("password_policy.use_special_characters")),
      ...under("item_general_info.secure_remote_access_details", {
        "secure-access-ssh-user": text("ssh_user"),
        "secure-access-rdp-user": text("rdp_user"),
        "secure-access-rdp-domain": text("domain"),
        "secure-access-allow-external-user": flag("allow_providing_external_username"),
      }),
    },
  },
  Azure: {
    rotator: "api-key",
    target: "Azure",
    row: {
      ...grace,
      ...pair("api-id", "api-key"),
      "application-id": text("value.application_id"),
      "explicitly-set-sa": text(null),
      "resource-group-name": text(null),
      "resource-name": text(null),
      "storage-account-key-name": text(null),
      username: text(null),
    },
  },
};
