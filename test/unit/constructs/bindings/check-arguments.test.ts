import { TerraformVariable } from "cdktf";
import {
  LatchkeyDynamicSecretAws,
  LatchkeyProvider,
  LatchkeyRotatedSecretAws,
  LatchkeySeedRetirement,
  LatchkeyStaticSecret,
  LatchkeyTargetAws,
} from "../../../../src/index.js";
import { refusalOf } from "../../../support/constructs/refusal-of.js";
import { demoStack, expression } from "../../../support/constructs/synthesized.js";

const USER = "arn:aws:iam::123456789012:user/gw";
const ROLE = "arn:aws:iam::123456789012:role/r";
const SECRET = expression("ephemeral.demo.it.value");

const rotator = (config: object) => () =>
  new LatchkeyRotatedSecretAws(demoStack(), "it", { name: "/r", target: "/t", ...config });
const producer = (config: object) => () =>
  new LatchkeyDynamicSecretAws(demoStack(), "it", {
    name: "/p",
    target: "/t",
    accessMode: "assume_role",
    roleArns: [ROLE],
    ...config,
  });
const target = (config: object) => () => new LatchkeyTargetAws(demoStack(), "it", { name: "/t", ...config });
const retirement = (config: object) => () =>
  new LatchkeySeedRetirement(demoStack(), "it", {
    target: "/t",
    rotator: "/r",
    seedUserArn: USER,
    seedKeyId: "AKIAEXAMPLE12345",
    ...config,
  });
const provider = (config: object) => () => new LatchkeyProvider(demoStack(), "it", config);

test.each([
  [
    "an interval of no day",
    rotator({ intervalDays: 0 }),
    "VALUE_NOT_ALLOWED",
    "'intervalDays' should be 1 to 365, got 0",
  ],
  [
    "an interval of 366 days",
    rotator({ intervalDays: 366 }),
    "VALUE_NOT_ALLOWED",
    "'intervalDays' should be 1 to 365, got 366",
  ],
  [
    "half a day",
    rotator({ intervalDays: 0.5 }),
    "VALUE_NOT_ALLOWED",
    "'intervalDays' should be a whole number, got 0.5",
  ],
  [
    "text for a number",
    rotator({ intervalDays: "1" }),
    "VALUE_NOT_ALLOWED",
    `'intervalDays' should be a whole number, got "1"`,
  ],
  [
    "a list with a number in it",
    rotator({ tags: ["a", 1] }),
    "VALUE_NOT_ALLOWED",
    "'tags' should be text, got 1",
  ],
  ["a missing name", rotator({ name: undefined }), "VALUE_NOT_ALLOWED", "'name' should be set, got nothing"],
  [
    "a name with an empty folder",
    rotator({ name: "/a//b" }),
    "PATH_MALFORMED",
    `'name' should not contain "//", got "/a//b"`,
  ],
  [
    "a name with a space at its end",
    rotator({ name: "/a " }),
    "PATH_MALFORMED",
    `'name' should not begin or end with white space, got "/a "`,
  ],
  [
    "a role as a user",
    retirement({ seedUserArn: ROLE }),
    "ARN_MALFORMED",
    `'seedUserArn' should be the ARN of an IAM user, got "${ROLE}"`,
  ],
  [
    "an unknown access mode",
    producer({ accessMode: "assumed_role" }),
    "VALUE_NOT_ALLOWED",
    `'accessMode' should be one of "iam_user", "assume_role", got "assumed_role"`,
  ],
  [
    "a role for 14 minutes",
    producer({ ttlSeconds: 840 }),
    "TTL_OUT_OF_RANGE",
    "'ttlSeconds' should fit the other arguments, got: ttl_seconds is 840 for access_mode assume_role",
  ],
  [
    "a role for more than 12 hours",
    producer({ ttlSeconds: 43201 }),
    "TTL_OUT_OF_RANGE",
    "'ttlSeconds' should fit the other arguments, got: ttl_seconds is 43201",
  ],
  [
    "a user for less than a minute",
    producer({ accessMode: "iam_user", roleArns: undefined, ttlSeconds: 59 }),
    "TTL_OUT_OF_RANGE",
    "'ttlSeconds' should fit",
  ],
  [
    "roles without a role",
    producer({ roleArns: [] }),
    "ACCESS_MODE_MISMATCH",
    "'roleArns' should fit the other arguments, got: access_mode is assume_role, role_arns names no role",
  ],
  [
    "two sources of credentials",
    target({ seedUserArn: USER, useGatewayIdentity: true }),
    "CREDENTIAL_SOURCE_UNCLEAR",
    "'seedUserArn' should fit the other arguments, got: 2 sources are set: seed_user_arn, use_gateway_identity",
  ],
  [
    "a secret key without a version",
    target({ accessKeyId: "AKIAEXAMPLE12345", secretAccessKeyWo: SECRET }),
    "WRITE_ONLY_VERSION_MISSING",
    "'secretAccessKeyWoVersion' should fit the other arguments, got: secret_access_key_wo is set",
  ],
  [
    "a role that is none",
    producer({ roleArns: ["admin"] }),
    "ARN_MALFORMED",
    "'roleArns' has an element that should be the ARN of an IAM role, got \"admin\"",
  ],
  [
    "a group with a comma",
    producer({ accessMode: "iam_user", roleArns: undefined, userGroups: ["g,h"] }),
    "VALUE_NOT_ALLOWED",
    "'userGroups' has an element that should have no comma, which IAM allows",
  ],
  [
    "an empty tag",
    producer({ tags: ["a", ""] }),
    "VALUE_NOT_ALLOWED",
    "'tags' has an element that should not be empty",
  ],
  [
    "an empty region",
    target({ useGatewayIdentity: true, region: "" }),
    "VALUE_NOT_ALLOWED",
    "'region' should be an AWS region such as us-east-2, got \"\"",
  ],
  [
    "a user without any access",
    producer({ accessMode: "iam_user", roleArns: undefined, programmaticAccess: false }),
    "ACCESS_MODE_MISMATCH",
    "'programmaticAccess' should fit the other arguments, got: access_mode is iam_user, programmatic_access and",
  ],
  [
    "a number that is none",
    producer({ ttlSeconds: Number.NaN }),
    "VALUE_NOT_ALLOWED",
    "'ttlSeconds' should be a whole number, got NaN",
  ],
  [
    "a secret for an id, which is not shown",
    target({
      accessKeyId: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      secretAccessKeyWo: SECRET,
      secretAccessKeyWoVersion: 1,
    }),
    "KEY_PARTS_SWAPPED",
    "'accessKeyId' has a /, + or =, which secrets have and ids do not. Nothing",
  ],
  [
    "an access key for an access id, which is not shown",
    provider({ accessId: "mBnC4kX0cK8T0LbKrNQ1g7o1dHsSmYgDDSv0zUwQX3s=" }),
    "KEY_PARTS_SWAPPED",
    "'accessId' has a /, +, = or dot, which access keys and tokens have and access ids do not. Nothing",
  ],
  [
    "a gateway without http",
    provider({ gatewayUrl: "gw.example.com" }),
    "VALUE_NOT_ALLOWED",
    "'gatewayUrl' should fit the other arguments, got: gateway_url should begin with http:// or https://",
  ],
  [
    "a wrong value in a nested object",
    provider({ aws: { region: 3 } }),
    "VALUE_NOT_ALLOWED",
    "'aws' has a region that should be text, got 3",
  ],
] as const)("fails on %s", (_, construct, code, words) => {
  const fault = refusalOf(construct);
  expect(fault.code).toBe(code);
  expect(fault.message).toContain(`Synthesizing: [demo/it] ${words}`);
  expect(fault.message).toContain("Nothing was synthesized.");
  expect(fault.message).not.toMatch(/wJalrXUtn|mBnC4kX0/);
});

test("advises what the attribute's own description says, where the catalogue cannot know", () => {
  expect(refusalOf(rotator({ intervalDays: 0 })).message).toContain("Days between two rotations, 1 to 365.");
});

test("holds a rule against nothing that is not known yet", () => {
  const stack = demoStack();
  const variable = new TerraformVariable(stack, "v", {});
  const references = { name: "/p", target: "/t", ttlSeconds: variable.numberValue } as const;
  new LatchkeyDynamicSecretAws(stack, "a", {
    ...references,
    accessMode: "assume_role",
    roleArns: variable.listValue,
  });
  new LatchkeyTargetAws(stack, "b", { name: "/t", useGatewayIdentity: variable.booleanValue });
  new LatchkeySeedRetirement(stack, "c", {
    target: "/t",
    rotator: "/r",
    seedUserArn: variable.stringValue,
    seedKeyId: variable.stringValue,
  });
  expect(stack.node.children).toHaveLength(4);
});

test.each([
  ["a target without a source of credentials", target({})],
  ["a target with a key id and no secret", target({ accessKeyId: "AKIAIOSFODNN7EXAMPLE" })],
  [
    "a secret without a value",
    () => new LatchkeyStaticSecret(demoStack(), "it", { name: "/s", valueWoVersion: 1 }),
  ],
])("accepts %s, because at synth nobody knows whether it exists already", (_, construct) => {
  expect(construct).not.toThrow();
});
