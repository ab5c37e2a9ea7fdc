import { AwsError, invalidParameter } from "../errors.js";
import type { Input } from "../input.js";
import type { Xml } from "../xml.js";

/** Tags by key. AWS keeps a key's spelling but takes keys that differ only in case for the same. */
export type Tags = Map<string, string>;

const MOST = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Reads a `Tags` parameter; empty if none was sent. */
export function readTags(input: Input): Tags {
  const tags: Tags = new Map();
  for (const member of input.members("Tags") ?? []) {
    const key = member.get("Key") ?? "";
    const value = member.get("Value");
    if (key === "" || key.length > 128 || !ALLOWED.test(key)) {
      throw invalidParameter(
        "tags.key",
        key,
        "satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}",
      );
    }
    if (value === undefined) throw invalidParameter("tags.value", null, "not be null");
    if (value.length > 256 || !ALLOWED.test(value)) {
      throw invalidParameter(
        "tags.value",
        value,
        "satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}",
      );
    }
    if (/^aws:/i.test(key))
      throw new AwsError("InvalidInput", "Caller is not an internal service; aws: is reserved.");
    if (spelling(tags, key) !== undefined) {
      throw new AwsError(
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
      );
    }
    tags.set(key, value);
  }
  if (tags.size > MOST)
    throw invalidParameter("tags", `${tags.size} tags`, `have length less than or equal to ${MOST}`);
  return tags;
}

/** Adds or replaces tags; changes nothing if there would be too many. */
export function mergeTags(into: Tags, added: Tags): void {
  const fresh = [...added.keys()].filter((key) => spelling(into, key) === undefined).length;
  if (into.size + fresh > MOST) {
    throw new AwsError("LimitExceeded", `The number of tags has reached the maximum limit of ${MOST}.`);
  }
  for (const [key, value] of added) {
    const before = spelling(into, key);
    if (before !== undefined && before !== key) into.delete(before);
    into.set(key, value);
  }
}

/** Removes tags; keys that are not there are no error. */
export function removeTags(from: Tags, keys: readonly string[]): void {
  for (const key of keys) {
    const there = spelling(from, key);
    if (there !== undefined) from.delete(there);
  }
}

/** Tags as a list of elements, or undefined (left out) where there are none. */
export function tagsXml(tags: Tags): Xml {
  if (tags.size === 0) return undefined;
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function spelling(tags: Tags, key: string): string | undefined {
  return [...tags.keys()].find((known) => known.toLowerCase() === key.toLowerCase());
}
