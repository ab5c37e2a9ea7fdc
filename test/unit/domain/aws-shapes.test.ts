import { awsRegionFlaw, stsRegionFlaw } from "../../../src/domain/aws-region.js";
import { externalIdFlaw } from "../../../src/domain/external-id.js";
import { iamPolicyArnFlaw, iamRoleArnFlaw } from "../../../src/domain/iam-arn.js";
import { iamGroupNameFlaw } from "../../../src/domain/iam-group-name.js";

type Flaw = (text: string) => string | undefined;
const shapes: { readonly [what: string]: { flaw: Flaw; right: string[]; wrong: string[] } } = {
  "the ARN of a role": {
    flaw: iamRoleArnFlaw,
    right: [
      "arn:aws:iam::123456789012:role/admin",
      "arn:aws-cn:iam::123456789012:role/admin",
      "arn:aws-us-gov:iam::123456789012:role/path/of/it/admin",
      "arn:aws-iso-b:iam::123456789012:role/x",
      "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef",
      "arn:aws:iam::123456789012:role/a_+=.@-b",
      "arn:aws:iam::123456789012:role/a,b",
    ],
    wrong: [
      "",
      "admin",
      "arn:aws:iam::123456789012:user/x",
      "arn:aws:iam::123456789012:role/",
      "arn:aws:iam::123456789012:role",
      "arn:aws:iam::12345678901:role/x",
      "arn:aws:iam::aws:role/x",
      "arn:aws:iam:us-east-1:123456789012:role/x",
      "arn:aws:sts::123456789012:assumed-role/x/session",
      "arn:AWS:iam::123456789012:role/x",
      " arn:aws:iam::123456789012:role/x",
      "arn:aws:iam::123456789012:role/x ",
      "arn:aws:iam::123456789012:role/x\n",
      "arn:aws:iam::123456789012:role/x y",
      "arn:aws:iam::123456789012:role//x",
      `arn:aws:iam::123456789012:role/${"x".repeat(65)}`,
      "arn:gcp:iam::123456789012:role/x",
    ],
  },
  "the ARN of a policy": {
    flaw: iamPolicyArnFlaw,
    right: [
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
      "arn:aws-cn:iam::aws:policy/service-role/AWSConfigRole",
      "arn:aws-us-gov:iam::123456789012:policy/team/mine",
      `arn:aws:iam::123456789012:policy/${"x".repeat(128)}`,
    ],
    wrong: [
      "",
      "ReadOnlyAccess",
      " arn:aws:iam::aws:policy/ReadOnlyAccess ",
      "arn:aws:iam::aws:policy/",
      "arn:aws:iam::123456789012:role/admin",
      "arn:aws:iam::awss:policy/x",
      `arn:aws:iam::123456789012:policy/${"x".repeat(129)}`,
    ],
  },
  "the name of a group": {
    flaw: iamGroupNameFlaw,
    right: ["g", "Admins", "a_+=,.@-b", "x".repeat(128)],
    wrong: [
      "",
      " g",
      "g ",
      "g h",
      "/team/g",
      "arn:aws:iam::123456789012:group/g",
      "grüppe",
      "g\n",
      "x".repeat(129),
    ],
  },
  "a region": {
    flaw: awsRegionFlaw,
    right: [
      "us-east-2",
      "us-gov-west-1",
      "cn-north-1",
      "ap-southeast-7",
      "mx-central-1",
      "us-isob-east-1",
      "eusc-de-east-1",
    ],
    wrong: [
      "",
      "us-east",
      "us-east-2a",
      "US-EAST-2",
      "us east 2",
      " us-east-2",
      "us_east_2",
      "aws-global",
      "europe",
    ],
  },
  "a region for STS": {
    flaw: stsRegionFlaw,
    right: ["us-east-1", "aws-global", "aws-cn-global", "aws-us-gov-global"],
    wrong: ["", "global", "us-east"],
  },
  "an external id": {
    flaw: externalIdFlaw,
    right: ["x1", "a_+=,.@:/-b", "x".repeat(1224)],
    wrong: ["", "x", "x".repeat(1225), "with a space", "ünlaut", "line\n"],
  },
};

describe.each(Object.entries(shapes))("%s", (_, { flaw, right, wrong }) => {
  test.each(right)("may be %s", (text) => {
    expect(flaw(text)).toBeUndefined();
  });

  test.each(wrong)("is not %j", (text) => {
    expect(flaw(text)).toMatch(/^should /);
  });
});
