import type { Attributes, Rule } from "../../vocabulary/index.js";
import { isNewVersion } from "../mechanism/new-version.js";

/** A write-only value and its version, and what they are of, in a word. */
interface Given<T> {
  readonly secret: keyof T & string;
  readonly version: keyof T & string;
  readonly of: string;
  /** Whether a new object may do without it. Default: no. */
  readonly mayLack?: boolean;
}

/** The rules of a write-only value: it comes when it has to be sent, and never without its version. */
export function givenSecret<T extends Attributes>(
  _: T,
  { secret, version, of, mayLack = false }: Given<T>,
): readonly Rule[] {
  return [
    {
      code: "VALUE_NOT_ALLOWED",
      when: "change",
      needs: [secret, version],
      at: secret,
      advice: `Give ${secret} for this apply: a new ${of} and a new ${version} need it. Without it leave ${version} as it was, and what the ${of} holds stays.`,
      broken: (values, prior) => {
        if (values[secret] !== null) return undefined;
        if (!prior && mayLack && values[version] === null) return undefined;
        if (!prior) return `${secret} is not set, and the ${of} is to be made`;
        return isNewVersion(values[version] as number | null, prior[version] as number | null)
          ? `${secret} is not set, and ${version} changes`
          : undefined;
      },
    },
    {
      code: "WRITE_ONLY_VERSION_MISSING",
      needs: [secret, version],
      at: version,
      broken: (values) =>
        values[secret] !== null && values[version] === null
          ? `${secret} is set, ${version} is not`
          : undefined,
    },
  ];
}
