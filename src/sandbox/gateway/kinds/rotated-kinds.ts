import { answer, daysBefore, type KindField, secretField, textField, wholeField } from "./field.js";

/** What a rotator rotates, by the word of a request. */
export interface KindRotator {
  /** The word of an answer. */
  readonly told: string;
  /** The fields of a request that give the name and the secret to begin with; none where the target holds them. */
  readonly username?: string;
  readonly password?: string;
  /** More that the value tells: the field of a request, and its name in the value. */
  readonly more?: Readonly<Record<string, string>>;
}

/**
 * A kind of rotated secret whose rotation is no more than new random text: there is no database, and no cloud but
 * AWS, behind this sandbox.
 */
export interface RotatedKind {
  /** `rotated-secret-create-<word>`, `rotated-secret-update-<word>`. */
  readonly word: string;
  /** The kind of target that it works with, and the fields in which that holds a name and a secret. */
  readonly target: { readonly word: string; readonly username: string; readonly password: string };
  readonly rotators: Readonly<Record<string, KindRotator>>;
  readonly fields: readonly KindField[];
}

/** What every rotated secret has besides its schedule, as told in an item's general information. */
export const ROTATED_COMMON: readonly KindField[] = [
  daysBefore("rotation-event-in", "next_rotation_events"),
  wholeField("password-length", "password_policy.password_length"),
  ...["capital_letters", "lower_letters", "numbers", "special_characters"].map((of) =>
    answer(`use-${of.replace("_", "-")}`, `password_policy.use_${of}`),
  ),
  textField("enable-password-policy", null),
];

/** A database's own user, or another one of it. */
const database = (word: string): RotatedKind => ({
  word,
  target: { word: "db", username: "user-name", password: "pwd" },
  rotators: {
    target: { told: "target-rotator" },
    password: { told: "user-pass-rotator", username: "rotated-username", password: "rotated-password" },
  },
  fields: [textField("rotated-username", null), secretField("rotated-password", null)],
});

const azure: RotatedKind = {
  word: "azure",
  target: { word: "azure", username: "client-id", password: "client-secret" },
  rotators: {
    target: { told: "target-rotator" },
    password: { told: "user-pass-rotator", username: "username" },
    "api-key": {
      told: "api-key-rotator",
      username: "api-id",
      password: "api-key",
      more: { "application-id": "application_id" },
    },
    "azure-storage-account": { told: "azure-storage-account-rotator", username: "storage-account-key-name" },
  },
  fields: [
    textField("username", null),
    textField("api-id", null),
    secretField("api-key", null),
    textField("application-id", null),
    textField("storage-account-key-name", null),
    textField("resource-group-name", null),
    textField("resource-name", null),
    textField("explicitly-set-sa", null),
  ],
};

/** Every kind of rotated secret that is rotated by random text. */
export const ROTATED_KINDS: readonly RotatedKind[] = [database("mysql"), database("postgresql"), azure];
