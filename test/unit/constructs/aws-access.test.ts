import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { AccessMode, AwsAccess, type AwsAccessProps, LatchkeyProvider } from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, Synthesized } from "../../support/constructs/synthesized.js";

const ROLE = "arn:aws:iam::123456789012:role/admin";
const TYPES = {
  user: "aws_iam_user",
  target: "latchkey_target_aws",
  rotator: "latchkey_rotated_secret_aws",
  retirement: "latchkey_seed_retirement",
};

function accessWith(props: Partial<AwsAccessProps>, stack: TerraformStack = demoStack()) {
  new AwsAccess(stack, "Access", { folder: "/prod", ...props });
  return new Synthesized(stack);
}

describe("access to an AWS account", () => {
  test("is a user, a target, a rotator and a retirement in one folder", () => {
    const synthesized = accessWith({});
    expect(synthesized.only(TYPES.user)).toMatchObject({
      name: "demo-Access-User",
      tags: { "latchkey:target": "/prod/aws" },
    });
    expect(synthesized.only(TYPES.target).name).toBe("/prod/aws");
    expect(synthesized.only(TYPES.rotator).name).toBe("/prod/aws-rotator");
    expect(synthesized.only(TYPES.retirement).seed_key_id).toMatch(/seed_key_id/);
  });

  test.each([
    ["rotator", { rotationIntervalDays: 7 }, { interval_days: 7 }],
    ["rotator", { rotationHour: 4 }, { rotation_hour: 4 }],
    ["retirement", { quietPeriodSeconds: 60 }, { quiet_period_seconds: 60 }],
    ["user", { userName: "gw" }, { name: "gw" }],
    ["user", { userPath: "/gateways/" }, { path: "/gateways/" }],
    [
      "user",
      { permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/b" },
      { permissions_boundary: "arn:aws:iam::123456789012:policy/b" },
    ],
    ["target", { region: "eu-central-1" }, { region: "eu-central-1" }],
    ["target", { seedVersion: 2 }, { seed_version: 2 }],
    ["target", { folder: "prod/eu" }, { name: "prod/eu/aws" }],
  ] as const)("hands its %s %j", (part, props, json) => {
    expect(accessWith(props).only(TYPES[part])).toMatchObject(json);
  });

  test("lives in another account and gateway, with all that belongs to it", () => {
    const stack = demoStack();
    const synthesized = accessWith(
      {
        awsProvider: new AwsProvider(stack, "aws", { alias: "a" }),
        provider: new LatchkeyProvider(stack, "latchkey", { alias: "l" }),
      },
      stack,
    );
    expect(synthesized.only(TYPES.user).provider).toBe("aws.a");
    for (const type of [TYPES.target, TYPES.rotator, TYPES.retirement]) {
      expect(synthesized.only(type).provider).toBe("latchkey.l");
    }
  });

  test("issues what its producers say, each by its name in the folder", () => {
    const stack = demoStack();
    const access = new AwsAccess(stack, "Access", { folder: "/prod" });
    access.addProducer("admin", { access: AccessMode.assumeRole([ROLE]), ttlSeconds: 900 });
    expect(new Synthesized(stack).only("latchkey_dynamic_secret_aws")).toMatchObject({
      name: "/prod/admin",
      role_arns: [ROLE],
      ttl_seconds: 900,
    });
  });

  test("fails on a malformed folder, before it makes anything", () => {
    const { code, message } = refusalOf(() => accessWith({ folder: "/prod/" }));
    expect(code).toBe("PATH_MALFORMED");
    expect(message).toContain(`[demo/Access] 'folder' should not end with "/", got "/prod/"`);
  });
});
