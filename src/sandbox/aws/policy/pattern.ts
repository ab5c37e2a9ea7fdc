import type { ConditionContext } from "./context.js";

const ANY = Symbol("*");
const ONE = Symbol("?");
/** A pattern, character by character; what a variable stood for is plain text, whatever it contains. */
export type PolicyPattern = readonly (string | typeof ANY | typeof ONE)[];

const VARIABLE_OR_CHARACTER = /\$\{[^}]*\}|./gsu;

/**
 * Reads wildcards and, with a context, policy variables such as `${aws:username}`.
 * @returns undefined if a variable has no value here: such a pattern matches nothing.
 */
export function readPattern(text: string, context?: ConditionContext): PolicyPattern | undefined {
  const pattern: (string | typeof ANY | typeof ONE)[] = [];
  for (const [piece] of text.matchAll(VARIABLE_OR_CHARACTER)) {
    if (context && piece.startsWith("${")) {
      const value = variableValue(piece.slice(2, -1), context);
      if (value === undefined) return undefined;
      pattern.push(...value);
    } else if (piece === "*") pattern.push(ANY);
    else if (piece === "?") pattern.push(ONE);
    else pattern.push(...piece);
  }
  return pattern;
}

/** Reads policy variables only: wildcards are plain text. Undefined as with {@link readPattern}. */
export function readText(text: string, context?: ConditionContext): string | undefined {
  if (!context) return text;
  let read = "";
  for (const [piece] of text.matchAll(VARIABLE_OR_CHARACTER)) {
    const value = piece.startsWith("${") ? variableValue(piece.slice(2, -1), context) : piece;
    if (value === undefined) return undefined;
    read += value;
  }
  return read;
}

/** Whether the whole text matches. */
export function patternMatches(pattern: PolicyPattern, text: string): boolean {
  const source = pattern.map((part) => {
    if (part === ANY) return ".*";
    if (part === ONE) return ".";
    return (part as string).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`, "su").test(text);
}

/**
 * Whether an ARN matches, each of its six parts for itself: a wildcard does not reach over a colon, except in the
 * last part, which takes the rest. Parts that a pattern leaves off at its end may be anything.
 */
export function matchesArn(pattern: PolicyPattern, arn: string): boolean {
  const wanted = sixParts(pattern, (part) => part === ":");
  const seen = sixParts([...arn], (character) => character === ":");
  if (seen.length < 6) return wanted.length === 1 && patternMatches(pattern, arn);
  return seen.every((part, at) => patternMatches(wanted[at] ?? [ANY], part.join("")));
}

function sixParts<T>(items: readonly T[], isColon: (item: T) => boolean): readonly (readonly T[])[] {
  const parts: T[][] = [[]];
  for (const item of items) {
    if (isColon(item) && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  return parts;
}

function variableValue(inner: string, context: ConditionContext): string | undefined {
  if (inner === "*" || inner === "?" || inner === "$") return inner;
  const [, key = "", fallback] = /^\s*([^,]+?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
  const values = context.values(key);
  if (values?.length === 1) return values[0];
  return fallback;
}
