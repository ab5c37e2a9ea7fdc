import type { PolicySubject } from "../authorization.js";

/** Condition keys of the tags that a request brings. */
export function requestTags(
  tags: Iterable<readonly [string, string]>,
): NonNullable<PolicySubject["context"]> {
  const list = [...tags];
  return {
    "aws:TagKeys": list.length > 0 ? list.map(([key]) => key) : undefined,
    ...Object.fromEntries(list.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}
