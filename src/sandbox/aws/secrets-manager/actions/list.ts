import { AwsError } from "../../errors.js";
import type { Fields } from "../fields.js";
import { pageOf } from "../page.js";
import type { StoredSecret } from "../secret.js";
import { described, versionsToStages } from "../wire.js";
import { type SecretsAction, secretsRead } from "./action.js";

/** ListSecrets with its filters. */
export const listActions: readonly SecretsAction[] = [
  secretsRead("ListSecrets", {
    takes: ["Filters", "IncludePlannedDeletion", "MaxResults", "NextToken", "SortOrder"],
    about: () => ({ arn: "*" }),
    run: ({ fields, account, caller }) => {
      const tests = (fields.members("Filters") ?? []).map(filterOf);
      const deleted = fields.flag("IncludePlannedDeletion") ?? false;
      const listed = account.secrets
        .of(caller.region)
        .filter((secret) => (deleted || !secret.deletionAt) && tests.every((fits) => fits(secret)));
      const ordered = fields.optionalText("SortOrder", { max: 4, pattern: /^(asc|desc)$/ }) === "asc";
      const { page, next } = pageOf(fields, ordered ? listed : listed.toReversed());
      return {
        SecretList: page.map((secret) => ({
          ...described(secret),
          SecretVersionsToStages: versionsToStages(secret),
        })),
        NextToken: next,
      };
    },
  }),
];

type Test = (secret: StoredSecret) => boolean;

/** The texts of a secret that a filter looks at, and whether case counts. All of them are compared by their beginning. */
const LOOKED_AT: Readonly<
  Record<string, { texts(secret: StoredSecret): readonly string[]; exact: boolean }>
> = {
  name: { texts: ({ name }) => [name], exact: true },
  description: { texts: ({ description = "" }) => words(description), exact: false },
  "tag-key": { texts: ({ tags }) => [...tags.keys()], exact: true },
  "tag-value": { texts: ({ tags }) => [...tags.values()], exact: true },
  "primary-region": { texts: ({ region }) => [region], exact: true },
  all: {
    texts: ({ name, description = "", tags }) => [
      ...words(name),
      ...words(description),
      ...[...tags].flat().flatMap(words),
    ],
    exact: false,
  },
};

/** One filter: any of its values fits, a value that begins with ! must not. @throws AwsError ValidationException. */
function filterOf(filter: Fields): Test {
  const key = filter.text("Key", { max: 64 });
  const looked = LOOKED_AT[key];
  if (!looked) throw new AwsError("ValidationException", `${key} is no key of a filter.`);
  const values = filter.texts("Values", { max: 512 }) ?? [];
  const begins = (secret: StoredSecret, wanted: string) => {
    const spelt = (text: string) => (looked.exact ? text : text.toLowerCase());
    return looked.texts(secret).some((text) => spelt(text).startsWith(spelt(wanted)));
  };
  return (secret) =>
    values.some((value) =>
      value.startsWith("!")
        ? !begins(secret, value.slice(1))
        : wordsOf(key, value).every((w) => begins(secret, w)),
    );
}

/** Only `all` and `description` take a value word by word. */
function wordsOf(key: string, value: string): readonly string[] {
  return key === "all" || key === "description" ? words(value) : [value];
}

function words(text: string): readonly string[] {
  return text.split(/[\s/_+=.@-]+/).filter((word) => word !== "");
}
