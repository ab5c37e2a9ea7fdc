import { AwsError } from "../errors.js";
import type { Tags } from "../store/tags.js";
import type { Fields } from "./fields.js";

const MOST = 50;

/** Reads the `Tags` of a call; unlike IAM's, keys that differ in case are two. Empty if none were sent. */
export function readTagList(fields: Fields): Tags {
  const tags: Tags = new Map();
  for (const member of fields.members("Tags") ?? []) {
    const key = member.text("Key", { max: 128 });
    if (/^aws:/i.test(key)) throw invalid("Tag keys that begin with aws: are reserved for system use.");
    if (tags.has(key)) throw invalid(`Duplicate tag keys found: ${key}.`);
    tags.set(key, member.optionalText("Value", { min: 0, max: 256 }) ?? "");
  }
  return tags;
}

/** Adds or replaces tags. @throws AwsError InvalidParameterException if there would be more than fifty. */
export function addTags(into: Tags, added: Tags): void {
  if (new Set([...into.keys(), ...added.keys()]).size > MOST) {
    throw invalid(`A secret can have up to ${MOST} tags.`);
  }
  for (const [key, value] of added) into.set(key, value);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
