import type { Rule } from "../../vocabulary/index.js";
import { isNewVersion } from "../mechanism/new-version.js";

const PARTS = ["secret_access_key_wo", "secret_access_key_wo_version"] as const;
const ADVICE =
  "Set target, or access_key_id with secret_access_key_wo and secret_access_key_wo_version, and not both.";

type Values = { readonly [name: string]: unknown };

/** Whether the key that the configuration names is to be sent: of a new object, instead of a target, or a new version. */
function sendsKey(values: Values, prior: Values | null): boolean {
  if (values.access_key_id === null) return false;
  if (!prior || prior.target !== null) return true;
  const [now, before] = [values.secret_access_key_wo_version, prior.secret_access_key_wo_version];
  return isNewVersion(now as number | null, before as number | null);
}

/**
 * The rules of what works either through a target or with an access key of its own: one of both, a key with its secret
 * whenever it is sent, and a version that rises with each other key. `of`: what has them, in a word.
 */
export function targetOrKey(of: string): readonly Rule[] {
  const rule = (at: string, needs: readonly string[], rest: Pick<Rule, "broken" | "when">): Rule => ({
    code: "CREDENTIAL_SOURCE_UNCLEAR",
    advice: ADVICE,
    at,
    needs,
    ...rest,
  });
  return [
    rule("access_key_id", ["target", "access_key_id"], {
      broken: ({ target, access_key_id }) =>
        target !== null && access_key_id !== null ? "target and access_key_id are set" : undefined,
    }),
    rule("access_key_id", ["access_key_id", ...PARTS], {
      broken: (values) => {
        const said = PARTS.filter((name) => values[name] !== null);
        return values.access_key_id === null && said.length > 0
          ? `${said.join(" and ")} ${said.length > 1 ? "are" : "is"} set, access_key_id is not`
          : undefined;
      },
    }),
    // A secret without a version is refused as every write-only value is.
    rule("secret_access_key_wo_version", ["access_key_id", ...PARTS], {
      broken: (values) =>
        values.access_key_id !== null && PARTS.every((name) => values[name] === null)
          ? "access_key_id is set, neither secret_access_key_wo nor its version is"
          : undefined,
    }),
    rule("target", ["target", "access_key_id"], {
      when: "change",
      broken: ({ target, access_key_id }, prior) => {
        if (target !== null || access_key_id !== null) return undefined;
        if (!prior) return `neither target nor access_key_id is set, and the ${of} is to be made`;
        return prior.target === null
          ? undefined
          : `target is taken away, and no access_key_id is set by which the ${of} could work`;
      },
    }),
    rule("secret_access_key_wo", ["target", "access_key_id", ...PARTS], {
      when: "change",
      broken: (values, prior) => {
        if (values.secret_access_key_wo !== null || !sendsKey(values, prior)) return undefined;
        return prior
          ? "the access key changes, and secret_access_key_wo is not set"
          : "access_key_id is set, secret_access_key_wo is not";
      },
    }),
    rule("secret_access_key_wo_version", ["target", "access_key_id", "secret_access_key_wo_version"], {
      when: "change",
      broken: (values, prior) =>
        prior?.access_key_id &&
        values.access_key_id !== null &&
        values.access_key_id !== prior.access_key_id &&
        !sendsKey(values, prior)
          ? "access_key_id changes, secret_access_key_wo_version does not"
          : undefined,
    }),
  ];
}
