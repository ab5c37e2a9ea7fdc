import { shown } from "../domain/shown.js";

/** What a text looks like. */
export interface Pattern {
  readonly matches: RegExp;
  /** Completes "should …", such as `begin with a slash`. */
  readonly words: string;
}

/** The simple limits of a scalar. */
export interface Limits {
  /** The allowed values. */
  readonly oneOf?: readonly unknown[];
  /** Smallest and largest allowed number, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: Pattern;
}

/** What is wrong with a known scalar by its limits, in words that complete "… should …". It is echoed. */
export function limitFlaw(
  { oneOf, min, max, pattern, emptyIsUnset }: Limits & { readonly emptyIsUnset?: boolean },
  value: unknown,
): string | undefined {
  const isUnset = emptyIsUnset === true && value === "";
  if (oneOf && !isUnset && !oneOf.includes(value)) {
    return `should be one of ${oneOf.map(shown).join(", ")}, got ${shown(value)}`;
  }
  if (typeof value === "number") {
    if (min !== undefined && max !== undefined && (value < min || value > max)) {
      return `should be ${min} to ${max}, got ${value}`;
    }
    if (min !== undefined && value < min) return `should be at least ${min}, got ${value}`;
    if (max !== undefined && value > max) return `should be at most ${max}, got ${value}`;
  }
  if (pattern && typeof value === "string" && !fits(pattern, value)) {
    return `should ${pattern.words}, got ${shown(value)}`;
  }
  return undefined;
}

/** A pattern with the flag `g` or `y` would remember where it was. */
function fits({ matches }: Pattern, text: string): boolean {
  const { global, sticky, source, flags } = matches;
  return (global || sticky ? new RegExp(source, flags.replace(/[gy]/g, "")) : matches).test(text);
}
