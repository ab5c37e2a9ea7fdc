import { makingMark } from "../../../src/domain/making-mark.js";
import { dynamicSecretAwsTable } from "../../../src/schema/index.js";
import { elementFlaws } from "../../../src/vocabulary/index.js";

const { role_arns, policy_arns, user_groups, tags } = dynamicSecretAwsTable.attributes;
const ROLE = "arn:aws:iam::123456789012:role/";
const POLICY = "arn:aws:iam::123456789012:policy/";

const told = (attribute: typeof role_arns, elements: readonly string[]) =>
  elementFlaws(attribute, elements).map(({ at, code, text }) => `${at} ${code} ${text}`);

test.each([
  ["roles", role_arns, [`${ROLE}a`, `${ROLE}path/b`]],
  ["policies", policy_arns, [`${POLICY}a`, "arn:aws:iam::aws:policy/ReadOnlyAccess"]],
  ["groups", user_groups, ["g", "h"]],
  ["tags", tags, ["a", "A", "a,b", "key=value", "with a space"]],
] as const)("nothing is wrong with %s that the gateway can keep", (_, attribute, elements) => {
  expect(told(attribute, elements)).toEqual([]);
});

test.each([
  ["a role's name", role_arns, `${ROLE}a,b`],
  ["a role's path", role_arns, `${ROLE}a,b/c`],
  ["a policy's name", policy_arns, `${POLICY}a,b`],
  ["a group's name", user_groups, "g,h"],
] as const)("a comma in %s is refused, with the reason that IAM does not know", (_, attribute, element) => {
  expect(told(attribute, ["arn", element]).at(-1)).toBe(
    `1 VALUE_NOT_ALLOWED should have no comma, which IAM allows and the gateway takes for the end of an element, got ${JSON.stringify(element)}`,
  );
});

test("a tag that we would take for the mark of an unfinished create is refused", () => {
  const mark = makingMark(new Date(0), "0123456789abcdef", 1);
  expect(told(tags, ["a", mark])).toEqual([
    `1 VALUE_NOT_ALLOWED should not look like the mark of an unfinished create, got "${mark}"`,
  ]);
});

test("a group's ARN, a user's ARN for a role and a role's for a policy are refused", () => {
  expect(told(user_groups, ["arn:aws:iam::123456789012:group/g"])).toEqual([
    expect.stringContaining("0 VALUE_NOT_ALLOWED should be the name of an IAM group"),
  ]);
  expect(told(role_arns, ["arn:aws:iam::123456789012:user/x"])).toEqual([
    '0 ARN_MALFORMED should be the ARN of an IAM role, got "arn:aws:iam::123456789012:user/x"',
  ]);
  expect(told(policy_arns, [`${ROLE}x`])).toEqual([
    expect.stringContaining("0 ARN_MALFORMED should be the ARN of an IAM policy"),
  ]);
});

test.each([
  [role_arns, [`${ROLE}Admin`, `${ROLE}admin`]],
  [policy_arns, [`${POLICY}Read`, `${POLICY}read`]],
  [user_groups, ["Admins", "admins"]],
] as const)(
  "a name that differs from another one only in its case is refused, because IAM has both as one",
  (attribute, elements) => {
    expect(told(attribute, elements)).toEqual([
      expect.stringMatching(/^1 \w+ should name something else than "/),
    ]);
  },
);
