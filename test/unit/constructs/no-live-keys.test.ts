import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import {
  App,
  Aspects,
  Fn,
  S3Backend,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";
import { App as CdktnApp, TerraformStack as CdktnStack } from "cdktn";
import type { Construct } from "constructs";
import {
  AwsAccess,
  EphemeralVariable,
  LatchkeyProvider,
  LatchkeySeedRetirement,
  LatchkeyTargetAws,
  NoLiveKeys,
} from "../../../src/index.js";

/** Made here, so that no scanner of repositories finds a key in this file. */
const KEY_ID = `AKIA${"Z4Q7".repeat(4)}`;
const SECRET = Buffer.from("0f1d8a3b5c7e9b2d4f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829304", "hex")
  .toString("base64")
  .slice(0, 40);

/** A resource that this library has no class for, with these arguments. */
function foreign(scope: Construct, id: string, type: string, args: Readonly<Record<string, unknown>>) {
  const resource = new TerraformResource(scope, id, { terraformResourceType: type });
  for (const [name, value] of Object.entries(args)) resource.addOverride(name, value);
  return resource;
}

function terraformsKey(stack: TerraformStack): IamAccessKey {
  const user = new IamUser(stack, "user", { name: "gw" });
  return new IamAccessKey(stack, "key", { user: user.name });
}

/** The flaws with which a stack is refused, one per line as cdktf shows them; none if it is synthesized. */
function flawsOf(build: (stack: TerraformStack) => void): string[] {
  const stack = new TerraformStack(Testing.app(), "demo");
  Aspects.of(stack).add(new NoLiveKeys());
  build(stack);
  return linesOf(() => Testing.synth(stack, true));
}

function linesOf(synthesize: () => unknown): string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    const text = String(error);
    for (const hidden of [KEY_ID, SECRET]) expect(text).not.toContain(hidden);
    const lines = text.split("\n").flatMap((line) => (/^ +\[/.test(line) ? [line.trim()] : []));
    // These stacks are about something else than providers.
    return lines.filter((line) => !line.includes("without a matching provider construct"));
  }
}

const FEEDS = "[TERRAFORM_KEY_FEEDS_TARGET]";
const LITERAL = "[LITERAL_SECRET]";
const LOOKS = "[LITERAL_ACCESS_KEY]";

describe("refuses an access key of Terraform's that feeds the gateway", () => {
  test("in the official provider's target, naming both constructs and the cure", () => {
    const flaws = flawsOf((stack) => {
      const key = terraformsKey(stack);
      foreign(stack, "target", "akeyless_target_aws", {
        name: "/t",
        access_key_id: key.id,
        access_key: key.secret,
      });
    });
    expect(flaws).toEqual([
      expect.stringMatching(
        /^\[demo\/target\] 'accessKeyId' should not refer to an access key of Terraform's, got \[demo\/key\]\. Remove the IamAccessKey.*Credentials\.seededBy\(user\).*latchkey retire.*\[TERRAFORM_KEY_FEEDS_TARGET\]$/,
      ),
      expect.stringContaining("[demo/target] 'accessKey' should not refer to"),
    ]);
  });

  test.each<[string, (stack: TerraformStack, key: IamAccessKey) => void]>([
    [
      "in a target of ours",
      (stack, key) => {
        const secret = new EphemeralVariable(stack, "secret").stringValue;
        new LatchkeyTargetAws(stack, "t", {
          name: "/t",
          accessKeyId: key.id,
          secretAccessKeyWo: secret,
          secretAccessKeyWoVersion: 1,
        });
      },
    ],
    [
      "in a dynamic secret of the official provider",
      (stack, key) => void foreign(stack, "d", "akeyless_dynamic_secret_aws", { aws_access_key_id: key.id }),
    ],
    [
      "within a function",
      (stack, key) =>
        void foreign(stack, "t", "akeyless_target_aws", { access_key_id: Fn.trimspace(key.id) }),
    ],
    [
      "through two locals",
      (stack, key) => {
        const first = new TerraformLocal(stack, "first", { id: key.id });
        const second = new TerraformLocal(stack, "second", first.expression);
        foreign(stack, "t", "akeyless_target_aws", { access_key_id: Fn.lookup(second.expression, "id", "") });
      },
    ],
    [
      "one of many",
      (stack) => {
        const many = "${" + 'aws_iam_access_key.many["a"].id}';
        foreign(stack, "t", "akeyless_target_aws", { access_key_id: many });
      },
    ],
    [
      "as a whole",
      (stack) => {
        const whole = "${" + "jsonencode(aws_iam_access_key.key)}";
        foreign(stack, "s", "akeyless_static_secret", { value: whole });
      },
    ],
    [
      "as what a resource is repeated for",
      (stack) => {
        const target = foreign(stack, "t", "akeyless_target_aws", { access_key_id: "${" + "each.value.id}" });
        target.addOverride("for_each", "${" + "{ one = aws_iam_access_key.key }}");
      },
    ],
    [
      "by an override of the whole stack",
      (stack) =>
        stack.addOverride("resource.akeyless_target_aws.t", {
          access_key_id: "${" + "aws_iam_access_key.key.id}",
        }),
    ],
  ])("%s", (_where, build) => {
    const flaws = flawsOf((stack) => build(stack, terraformsKey(stack)));
    expect(flaws).toEqual([expect.stringContaining(FEEDS)]);
  });

  test("from another stack", () => {
    const app = Testing.app();
    const [one, two] = ["one", "two"].map((id) => new TerraformStack(app, id)) as [
      TerraformStack,
      TerraformStack,
    ];
    new AwsProvider(one, "aws", { region: "us-east-1" });
    const key = terraformsKey(one);
    foreign(two, "t", "akeyless_target_aws", { access_key_id: key.id });
    NoLiveKeys.in(app);
    expect(linesOf(() => app.synth())).toEqual([
      expect.stringMatching(/^\[two\/t\] 'accessKeyId' .* got one of another stack\..*FEEDS_TARGET\]$/),
    ]);
  });
});

test("lets an access key be that feeds no gateway, and one that is only waited for", () => {
  expect(
    flawsOf((stack) => {
      const key = terraformsKey(stack);
      new SsmParameter(stack, "smtp", { name: "/smtp", type: "SecureString", value: key.sesSmtpPasswordV4 });
      new TerraformLocal(stack, "unused", key.id);
      foreign(stack, "t", "akeyless_target_aws", {
        name: "/t",
        description: "was fed by aws_iam_access_key.key until March",
        depends_on: ["aws_iam_access_key.key"],
        lifecycle: { replace_triggered_by: ["aws_iam_access_key.key.id"] },
      });
    }),
  ).toEqual([]);
});

describe("refuses a literal that looks like an access key", () => {
  test.each<[string, string, (stack: TerraformStack) => void]>([
    [
      "id in a resource",
      "'environment.variables.ID' should not hold a literal that looks like an access key id",
      (stack) =>
        void foreign(stack, "x", "aws_lambda_function", { environment: { variables: { ID: KEY_ID } } }),
    ],
    [
      "id within a longer text",
      "'userData' should not hold a literal that looks like an access key id",
      (stack) =>
        void foreign(stack, "x", "aws_instance", { user_data: `export AWS_ACCESS_KEY_ID=${KEY_ID}\n` }),
    ],
    [
      "secret in a resource",
      "'value' should not hold a literal that looks like a secret access key",
      (stack) => void new SsmParameter(stack, "x", { name: "/x", type: "String", value: SECRET }),
    ],
    [
      "id of a target of ours",
      "'accessKeyId' should not hold a literal that looks like an access key id",
      (stack) => {
        const secret = new EphemeralVariable(stack, "secret").stringValue;
        new LatchkeyTargetAws(stack, "x", {
          name: "/t",
          accessKeyId: KEY_ID,
          secretAccessKeyWo: secret,
          secretAccessKeyWoVersion: 1,
        });
      },
    ],
    [
      "id in a local",
      "'x' should not hold a literal that looks like an access key id",
      (stack) => void new TerraformLocal(stack, "x", KEY_ID),
    ],
    [
      "secret in an output",
      "'value' should not hold a literal that looks like a secret access key",
      (stack) => void new TerraformOutput(stack, "x", { value: SECRET }),
    ],
    [
      "id as a variable's default",
      "'default' should not hold a literal that looks like an access key id",
      (stack) => void new TerraformVariable(stack, "x", { default: KEY_ID }),
    ],
    [
      "id within an expression",
      "'x' should not hold a literal that looks like an access key id",
      (stack) => void new TerraformLocal(stack, "x", Fn.upper(KEY_ID)),
    ],
  ])("%s", (_what, words, build) => {
    expect(flawsOf(build)).toEqual([expect.stringContaining(`[demo/x] ${words}, got one (not shown).`)]);
    expect(flawsOf(build)[0]).toContain(LOOKS);
  });

  test.each([
    ["a checksum in hexadecimal", "b1fe0e14c0ffee00b1fe0e14c0ffee00b1fe0e14"],
    ["a path as long as a secret", "modules/Team1/NetworkInfrastructure/Base"],
    ["a role's ARN", "arn:aws:iam::123456789012:role/Team2/Administrators/OfEverything"],
    ["words in base64 characters", "EnableAutomaticRotationForProduction2024"],
    ["a longer checksum in base64", `${SECRET.slice(0, 40)}abc=`],
    ["an id that is too short", KEY_ID.slice(0, 19)],
    ["a word that begins like an id", `X${KEY_ID}`],
  ])("but not %s", (_what, value) => {
    expect(value.length).toBeGreaterThan(18);
    expect(flawsOf((stack) => void new TerraformLocal(stack, "x", value))).toEqual([]);
  });

  test("in an override of the whole stack, guarded as a stack and as a part of an App", () => {
    const override = (stack: TerraformStack) =>
      stack.addOverride("terraform.backend.s3", { bucket: "states", access_key: KEY_ID });
    const app = Testing.app();
    override(new TerraformStack(app, "demo"));
    NoLiveKeys.in(app);
    for (const flaws of [flawsOf(override), linesOf(() => app.synth())]) {
      expect(flaws).toEqual([expect.stringMatching(/^\[demo\] 'accessKey' should not .*got one/)]);
    }
  });

  test("but not the id of a seed that is retired", () => {
    expect(
      flawsOf((stack) => {
        new LatchkeyProvider(stack, "latchkey");
        new LatchkeySeedRetirement(stack, "x", {
          target: "/t",
          rotator: "/r",
          seedUserArn: "arn:aws:iam::123456789012:user/gw",
          seedKeyId: KEY_ID,
        });
      }),
    ).toEqual([]);
  });
});

describe("refuses a literal that stands for a secret", () => {
  test.each<[string, string, (stack: TerraformStack) => void]>([
    [
      "in a write-only argument of any provider",
      "secretStringWo",
      (stack) =>
        void foreign(stack, "x", "aws_secretsmanager_secret_version", { secret_string_wo: "hunter2" }),
    ],
    [
      "in a secret argument of the official provider",
      "accessKey",
      (stack) => void foreign(stack, "x", "akeyless_target_aws", { access_key: "hunter2" }),
    ],
    [
      "in the AWS provider's block",
      "secretKey",
      (stack) => void new AwsProvider(stack, "x", { region: "us-east-1", secretKey: "hunter2" }),
    ],
    [
      "in our provider's block, past its own check",
      "accessKey",
      (stack) => new LatchkeyProvider(stack, "x").addOverride("access_key", "hunter2"),
    ],
    [
      "as the default of a sensitive variable",
      "default",
      (stack) => void new TerraformVariable(stack, "x", { sensitive: true, default: "hunter2" }),
    ],
  ])("%s", (_where, prop, build) => {
    const flaws = flawsOf(build);
    expect(flaws).toEqual([
      expect.stringContaining(`[demo/x] '${prop}' should not be a literal, got one (not shown).`),
    ]);
    expect(flaws[0]).toContain(LITERAL);
    expect(flaws[0]).not.toContain("hunter2");
  });

  test("in the S3 backend", () => {
    const flaws = flawsOf((stack) => {
      new S3Backend(stack, { bucket: "b", key: "k", region: "us-east-1", secretKey: "hunter2" });
    });
    expect(flaws).toEqual([expect.stringContaining("[demo/backend] 'secretKey' should not be a literal")]);
  });

  test("but not a reference, an empty text or a version", () => {
    expect(
      flawsOf((stack) => {
        const { stringValue } = new EphemeralVariable(stack, "v");
        foreign(stack, "a", "aws_secretsmanager_secret_version", {
          secret_string_wo: stringValue,
          secret_string_wo_version: 1,
        });
        foreign(stack, "b", "akeyless_target_aws", { access_key: "", use_gw_cloud_identity: true });
        new TerraformVariable(stack, "c", { sensitive: true });
        new TerraformVariable(stack, "d", { default: "plain" });
      }),
    ).toEqual([]);
  });
});

test("lists every flaw of a stack at once, each one once, however often it is synthesized", () => {
  const stack = new TerraformStack(Testing.app(), "demo");
  const guard = new NoLiveKeys();
  Aspects.of(stack).add(guard);
  Aspects.of(stack).add(guard);
  new TerraformLocal(stack, "a", KEY_ID);
  new TerraformLocal(stack, "b", SECRET);
  for (let time = 0; time < 2; time++) {
    expect(linesOf(() => Testing.synth(stack, true))).toEqual([
      expect.stringContaining("[demo/a]"),
      expect.stringContaining("[demo/b]"),
    ]);
  }
});

test("lets be what is excepted, with everything in it, and nothing else", () => {
  const stack = new TerraformStack(Testing.app(), "demo");
  const old = new TerraformLocal(stack, "old", KEY_ID);
  new TerraformLocal(stack, "new", KEY_ID);
  NoLiveKeys.in(stack, { except: [old] });
  expect(linesOf(() => Testing.synth(stack, true))).toEqual([expect.stringContaining("[demo/new]")]);
});

describe("in an App", () => {
  test("guards every stack before any file of it is written", () => {
    const app = Testing.app();
    const stack = new TerraformStack(app, "demo");
    new TerraformLocal(stack, "x", KEY_ID);
    NoLiveKeys.in(app);
    expect(linesOf(() => app.synth())).toEqual([expect.stringContaining("[demo/x]")]);
  });

  test("finds what comes later, too", () => {
    const app = Testing.app();
    NoLiveKeys.in(app);
    const stack = new TerraformStack(app, "late");
    new TerraformLocal(stack, "x", KEY_ID);
    expect(() => app.synth()).toThrow(
      "[late/x] 'x' should not hold a literal that looks like an access key id",
    );
  });

  test("has nothing against the way this library does it", () => {
    const app = Testing.app();
    const stack = new TerraformStack(app, "demo");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new LatchkeyProvider(stack, "latchkey");
    new AwsAccess(stack, "Access", { folder: "/services/production" });
    NoLiveKeys.in(app);
    expect(() => app.synth()).not.toThrow();
  });

  test("guards an App of the real cdktn as well", () => {
    const outdir = mkdtempSync(join(tmpdir(), "cdktn-app-"));
    try {
      const app = new CdktnApp({ outdir });
      const stack = new CdktnStack(app, "heir");
      new TerraformLocal(stack, "x", KEY_ID);
      NoLiveKeys.in(app);
      expect(linesOf(() => app.synth())).toEqual([expect.stringContaining("[heir/x]")]);
      expect(existsSync(join(outdir, "stacks/heir/cdk.tf.json"))).toBe(false);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });

  test("the plain aspect would not be asked: the reason for NoLiveKeys.in", () => {
    const app = new App({ outdir: Testing.app().outdir });
    new TerraformLocal(new TerraformStack(app, "demo"), "x", KEY_ID);
    Aspects.of(app).add(new NoLiveKeys());
    expect(() => app.synth()).not.toThrow();
  });
});
