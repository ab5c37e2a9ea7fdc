import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, Testing } from "cdktf";
import {
  AccessMode,
  Credentials,
  DynamicCredentials,
  DynamicProducer,
  LatchkeyEphemeralRotatedSecret,
  LatchkeyEphemeralStaticSecret,
  LatchkeyEphemeralToken,
  LatchkeyProvider,
  NoLiveKeys,
  StaticSecret,
  Target,
} from "../../../src/index.js";
import { demoStack, expression } from "../../support/constructs/synthesized.js";

type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** What Terraform is given, without cdktf's comments. */
function synthesized(stack: TerraformStack, validated = false): Json {
  return JSON.parse(Testing.synth(stack, validated), (key, value) => (key === "//" ? undefined : value));
}

function producerIn(stack: TerraformStack): DynamicProducer {
  new LatchkeyProvider(stack, "latchkey");
  const target = new Target(stack, "target", {
    name: "/prod/aws",
    credentials: Credentials.gatewayIdentity(),
  });
  return new DynamicProducer(stack, "admin", {
    ...{ name: "/prod/aws-admin", target },
    access: AccessMode.iamUser({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
  });
}

test("an AWS provider works with credentials that another stack's producer issues", () => {
  const stack = demoStack();
  new LatchkeyProvider(stack, "latchkey");
  const admin = new DynamicCredentials(stack, "admin", {
    producerName: "/prod/aws-admin",
    readyTimeoutSeconds: 60,
  });
  new AwsProvider(stack, "aws", { region: "eu-west-1", ...admin.forAwsProvider() });
  new IamUser(stack, "application", { name: "application" });
  NoLiveKeys.in(stack);

  const { ephemeral, provider, data } = synthesized(stack, true);
  expect(data).toBeUndefined();
  const [name = ""] = Object.keys(ephemeral?.latchkey_dynamic_secret ?? {});
  expect(ephemeral).toEqual({
    latchkey_dynamic_secret: { [name]: { name: "/prod/aws-admin", ready_timeout_seconds: 60 } },
  });
  const of = (attribute: string) => expression(`ephemeral.latchkey_dynamic_secret.${name}.${attribute}`);
  expect(provider?.aws).toEqual([
    {
      ...{ region: "eu-west-1", access_key: of("access_key_id"), secret_key: of("secret_access_key") },
      token: of("session_token"),
    },
  ]);
});

test("credentials of a producer wait for it, and may stand in a write-only argument of its own stack", () => {
  const stack = demoStack();
  const { ephemeral } = producerIn(stack).credentials({ roleArn: "arn:aws:iam::123456789012:role/a" });
  new StaticSecret(stack, "copy", {
    name: "/prod/copy",
    valueWo: ephemeral.secretAccessKey,
    valueWoVersion: 1,
  });

  const { ephemeral: blocks, resource } = synthesized(stack, true);
  const [producer] = Object.keys(resource?.latchkey_dynamic_secret_aws ?? {});
  const [[name, body] = ["", {}]] = Object.entries(blocks?.latchkey_dynamic_secret ?? {});
  expect(body).toEqual({
    name: expression(`latchkey_dynamic_secret_aws.${producer}.ready_name`),
    role_arn: "arn:aws:iam::123456789012:role/a",
  });
  expect(Object.values(resource?.latchkey_static_secret ?? {})).toEqual([
    expect.objectContaining({
      value_wo: expression(`ephemeral.latchkey_dynamic_secret.${name}.secret_access_key`),
    }),
  ]);
});

test("a provider block with credentials of a producer of its own stack is refused, and the way out is told", () => {
  const stack = demoStack();
  const credentials = producerIn(stack).credentials();
  new AwsProvider(stack, "aws", credentials.forAwsProvider());
  expect(() => synthesized(stack, true)).toThrow(
    /\[demo\/aws\] should not work with credentials[\s\S]*another stack/,
  );
});

test("each of several credentials is a block of its own", () => {
  const stack = demoStack();
  const producer = producerIn(stack);
  producer.credentials();
  producer.credentials();
  expect(Object.keys(synthesized(stack, true).ephemeral?.latchkey_dynamic_secret ?? {})).toHaveLength(2);
});

test("the other ephemeral resources have classes, one to one", () => {
  const stack = demoStack();
  const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
  const secret = new LatchkeyEphemeralStaticSecret(stack, "s", { name: "/s", version: 2, provider });
  new LatchkeyEphemeralRotatedSecret(stack, "r", { name: "/r", dependsOn: [secret] });
  const { token } = new LatchkeyEphemeralToken(stack, "t", {});
  new StaticSecret(stack, "copy", { name: "/copy", valueWo: token, valueWoVersion: 1 });
  expect(synthesized(stack).ephemeral).toEqual({
    latchkey_static_secret: { s: { name: "/s", version: 2, provider: "latchkey.other" } },
    latchkey_rotated_secret: { r: { name: "/r", depends_on: ["ephemeral.latchkey_static_secret.s"] } },
    latchkey_token: { t: {} },
  });
});

test("what the provider would refuse is refused when it is constructed", () => {
  const stack = demoStack();
  const wrong = () => new DynamicCredentials(stack, "a", { producerName: "/p", roleArn: "a-role" });
  expect(wrong).toThrow(/'roleArn'/);
  const empty = () => new LatchkeyEphemeralStaticSecret(stack, "s", { name: "/s", version: 0 });
  expect(empty).toThrow(/'version'/);
});
