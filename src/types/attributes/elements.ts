import { iamPolicyArnFlaw, iamRoleArnFlaw } from "../../domain/iam-arn.js";
import { iamGroupNameFlaw } from "../../domain/iam-group-name.js";
import { markFlaw } from "../../domain/making-mark.js";
import type { ElementRule } from "../../vocabulary/index.js";

/** IAM does not tell names apart that differ only in their case. */
const sameAs = (name: string): string => name.toLowerCase();

/** The gateway takes and tells some lists as one text, in which a comma of an element's own would be a second element. */
const noComma: ElementRule<string> = {
  doc: "without a comma, which the gateway could not tell from the one between two elements",
  flaw: (element) =>
    element.includes(",")
      ? `should have no comma, which IAM allows and the gateway takes for the end of an element, got ${JSON.stringify(element)}`
      : undefined,
  advice: "Use one without a comma in its path and name: the gateway keeps such a list as one text.",
};

/** ARNs of roles, in a list that the gateway keeps as text. */
export const roleArns: readonly ElementRule<string>[] = [
  { doc: "the ARN of an IAM role", flaw: iamRoleArnFlaw, flawCode: "ARN_MALFORMED", sameAs },
  noComma,
];

/** ARNs of managed policies, in a list that the gateway keeps as text. */
export const policyArns: readonly ElementRule<string>[] = [
  {
    doc: "the ARN of an IAM policy, your own or one that AWS manages",
    flaw: iamPolicyArnFlaw,
    flawCode: "ARN_MALFORMED",
    sameAs,
  },
  noComma,
];

/** Names of groups, in a list that the gateway keeps as text. */
export const groupNames: readonly ElementRule<string>[] = [
  { doc: "the name of an IAM group, without its path", flaw: iamGroupNameFlaw, sameAs },
  noComma,
];

/** A text that the gateway keeps as it is, unlike an empty one or one with white space at its ends. */
const keptText: ElementRule<string> = {
  doc: "a text that is not empty, without white space at its ends and without line breaks",
  flaw: (text) => {
    if (text === "") return 'should not be empty, because the gateway keeps no empty one, got ""';
    if (text !== text.trim()) return `should not begin or end with white space, got ${JSON.stringify(text)}`;
    return /\p{Cc}/u.test(text)
      ? `should have no control characters such as line breaks, got ${JSON.stringify(text)}`
      : undefined;
  },
};

/** Words in a list that the gateway keeps as text. */
export const listedWords: readonly ElementRule<string>[] = [
  keptText,
  {
    doc: "without a comma, which the gateway takes for the end of an element",
    flaw: (word) =>
      word.includes(",")
        ? `should have no comma, got ${JSON.stringify(word)}: write two elements`
        : undefined,
  },
];

/** Allowed values of a claim, with commas between them. */
export const claimValues: readonly ElementRule<string>[] = [
  {
    doc: "values with commas between them, none of them empty",
    flaw: (values) =>
      values.split(",").some((value) => value.trim() === "")
        ? `should hold no empty value, got ${JSON.stringify(values)}`
        : keptText.flaw?.(values),
  },
];

/** Tags of an object in the gateway. They go as a list, so that a comma is no matter. */
export const gatewayTags: readonly ElementRule<string>[] = [
  { ...keptText, flaw: (tag) => keptText.flaw?.(tag) ?? markFlaw(tag) },
];

/** Days before something, of which the gateway is to tell. */
export const daysOfNotice: readonly ElementRule<number>[] = [
  {
    doc: "a number of days, 1 or more",
    flaw: (days) => (days < 1 ? `should be 1 or more, got ${days}` : undefined),
  },
];

/** Texts in a list that goes as a list. */
export const keptTexts: readonly ElementRule<string>[] = [keptText];

/** Addresses and blocks of them, in a list that the gateway tells as one text. */
export const networkBlocks: readonly ElementRule<string>[] = [
  {
    doc: "an address, or a block of them such as `10.0.0.0/8`",
    flaw: (block) =>
      /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(block)
        ? undefined
        : `should be an address or a block of them, such as 10.0.0.0/8, got ${JSON.stringify(block)}`,
  },
];
