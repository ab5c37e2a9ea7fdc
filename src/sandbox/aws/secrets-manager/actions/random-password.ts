import { AwsError } from "../../errors.js";
import { type SecretsAction, secretsRead } from "./action.js";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** GetRandomPassword. */
export const passwordActions: readonly SecretsAction[] = [
  secretsRead("GetRandomPassword", {
    takes: [
      "PasswordLength",
      "ExcludeCharacters",
      "ExcludeNumbers",
      "ExcludePunctuation",
      "ExcludeUppercase",
      "ExcludeLowercase",
      "IncludeSpace",
      "RequireEachIncludedType",
    ],
    about: () => ({ arn: "*" }),
    run: ({ fields, random, account }) => {
      const length = fields.integer("PasswordLength", { min: 1, max: 4096 }) ?? 32;
      const excluded = new Set(fields.optionalText("ExcludeCharacters", { min: 0, max: 4096 }) ?? "");
      const kinds = [
        fields.flag("ExcludeLowercase") ? "" : LOWER,
        fields.flag("ExcludeUppercase") ? "" : UPPER,
        fields.flag("ExcludeNumbers") ? "" : DIGITS,
        fields.flag("ExcludePunctuation") ? "" : PUNCTUATION,
        fields.flag("IncludeSpace") ? " " : "",
      ]
        .map((kind) => [...kind].filter((character) => !excluded.has(character)).join(""))
        .filter((kind) => kind !== "");
      const all = kinds.join("");
      if (all === "") {
        throw new AwsError(
          "InvalidParameterException",
          "The password has no character left that it may have.",
        );
      }
      const required = (fields.flag("RequireEachIncludedType") ?? true) ? kinds : [];
      if (length < required.length) {
        throw new AwsError(
          "InvalidParameterException",
          "Password length is too short based on the required types.",
        );
      }
      const fits = (candidate: string) =>
        required.every((kind) => [...kind].some((character) => candidate.includes(character)));
      let password = random.pick(all, length);
      while (!fits(password)) password = random.pick(all, length);
      account.receive(password);
      return { RandomPassword: password };
    },
  }),
];
