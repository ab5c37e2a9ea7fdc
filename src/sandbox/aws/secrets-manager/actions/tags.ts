import { available } from "../availability.js";
import type { Fields } from "../fields.js";
import { addTags, readTagList } from "../tag-list.js";
import { aboutSecret, namedSecret, type SecretsAction, secretsWrite } from "./action.js";

/** Tags of secrets. */
export const secretTagActions: readonly SecretsAction[] = [
  secretsWrite("TagResource", {
    takes: ["SecretId", "Tags"],
    run: (call) => {
      const { tags } = available(namedSecret(call));
      addTags(tags, readTagList(call.fields));
      return {};
    },
  }),
  secretsWrite("UntagResource", {
    takes: ["SecretId", "TagKeys"],
    about: (call) => {
      const subject = aboutSecret(call);
      return { ...subject, context: { ...subject.context, "aws:TagKeys": keysOf(call.fields) } };
    },
    run: (call) => {
      const { tags } = available(namedSecret(call));
      for (const key of keysOf(call.fields)) tags.delete(key);
      return {};
    },
  }),
];

function keysOf(fields: Fields): readonly string[] {
  return fields.texts("TagKeys", { max: 128 }) ?? [];
}
