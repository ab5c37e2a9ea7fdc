import type { FaultCode } from "../errors/catalog.js";
import type { Attributes } from "./attribute.js";
import type { Rule } from "./rule.js";

/** What a ready-made rule may be told. */
interface Words {
  /** Default: `VALUE_NOT_ALLOWED`. */
  readonly code?: FaultCode;
  readonly advice?: string;
}

/**
 * Ready-made rules between attributes of a table, or between fields of an object: `between(attributes).exactlyOneOf(…)`.
 * A set attribute is one that is not null; empty and `false` are set.
 */
export function between<T extends Attributes>(_attributes: T) {
  type Name = keyof T & string;
  return {
    /** One of them has to be set, and not two. */
    exactlyOneOf: (names: readonly Name[], words: Words = {}): Rule =>
      counting(names, words, (set) =>
        set.length === 1
          ? undefined
          : set.length === 0
            ? `none of ${names.join(", ")} is set, and one has to be`
            : `${set.join(" and ")} are set, and only one may be`,
      ),
    /** Two of them exclude each other. */
    atMostOneOf: (names: readonly Name[], words: Words = {}): Rule =>
      counting(names, words, (set) =>
        set.length > 1 ? `${set.join(" and ")} are set, and only one may be` : undefined,
      ),
    /** All of them, or none. */
    allOrNone: (names: readonly Name[], words: Words = {}): Rule =>
      counting(names, words, (set) => {
        const unset = names.filter((name) => !set.includes(name));
        if (set.length === 0 || unset.length === 0) return undefined;
        return `${set.join(" and ")} ${set.length === 1 ? "is" : "are"} set, ${unset.join(" and ")} ${unset.length === 1 ? "is" : "are"} not`;
      }),
  };
}

function counting(
  names: readonly string[],
  { code = "VALUE_NOT_ALLOWED", advice }: Words,
  broken: (set: readonly string[]) => string | undefined,
): Rule {
  const [at = ""] = names;
  return {
    code,
    needs: names,
    at,
    ...(advice !== undefined && { advice }),
    broken: (values) => broken(names.filter((name) => values[name] !== null)),
  };
}
