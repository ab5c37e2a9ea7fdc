import { AwsError } from "../errors.js";
import { mergeTags, readTags, removeTags, type Tags, tagsXml } from "../store/tags.js";
import { type Action, type ActionCall, iamRead, iamWrite } from "./action.js";
import { ownPolicyNamed, policyAbout } from "./managed-policies.js";
import { roles, users } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";
import { requestTags } from "./request-tags.js";

/** Whatever has tags. */
interface Tagged {
  readonly word: "User" | "Role" | "Policy";
  readonly parameter: "UserName" | "RoleName" | "PolicyArn";
  readonly about: NonNullable<Action["about"]>;
  readonly tags: (call: ActionCall) => Tags;
}

/** Tags of users, roles and managed policies. */
export const tagActions: readonly Action[] = [
  {
    word: "User",
    parameter: "UserName",
    about: users.about,
    tags: (call: ActionCall) => users.find(call).tags,
  } as const,
  {
    word: "Role",
    parameter: "RoleName",
    about: roles.about,
    tags: (call: ActionCall) => roles.find(call).tags,
  } as const,
  {
    word: "Policy",
    parameter: "PolicyArn",
    about: policyAbout,
    tags: (call: ActionCall) => ownPolicyNamed(call).tags,
  } as const,
].flatMap(actionsFor);

function actionsFor({ word, parameter, about, tags }: Tagged): readonly Action[] {
  return [
    iamWrite(`Tag${word}`, {
      takes: [parameter, "Tags"],
      about: (call) => ({ ...about(call), context: requestTags(readTags(call.input)) }),
      run: (call) => {
        if (!call.input.has("Tags")) throw new AwsError("ValidationError", "Tags should be given");
        mergeTags(tags(call), readTags(call.input));
      },
    }),
    iamWrite(`Untag${word}`, {
      takes: [parameter, "TagKeys"],
      about: (call) => ({ ...about(call), context: { "aws:TagKeys": call.input.texts("TagKeys") } }),
      run: (call) => {
        removeTags(tags(call), call.input.texts("TagKeys") ?? []);
      },
    }),
    iamRead(`List${word}Tags`, {
      takes: [parameter, ...PAGE],
      about,
      run: (call) => {
        const sorted = [...tags(call)].sort(([one], [other]) => (one < other ? -1 : 1));
        const { items, end } = markerPage(call.input, sorted, ([key]) => key);
        return { Tags: tagsXml(new Map(items)) ?? [], ...end };
      },
    }),
  ];
}
