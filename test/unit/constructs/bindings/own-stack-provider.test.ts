import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import {
  AccessMode,
  AwsAccess,
  DynamicProducer,
  LatchkeyProvider,
  Rotator,
  StaticSecret,
} from "../../../../src/index.js";

/** What a stack makes with the target of another stack, whose provider blocks have aliases. */
function made(within: (app: TerraformStack, access: AwsAccess) => void): () => string {
  const program = Testing.app();
  const base = new TerraformStack(program, "base");
  const access = new AwsAccess(base, "Access", {
    folder: "/prod",
    provider: new LatchkeyProvider(base, "latchkey", { alias: "prod" }),
    awsProvider: new AwsProvider(base, "aws", { alias: "prod" }),
  });
  const app = new TerraformStack(program, "app");
  within(app, access);
  return () => Testing.synth(app, true);
}
const name = "/prod/more";
const ROLE = "arn:aws:iam::123456789012:role/admin";
const READ = "arn:aws:iam::aws:policy/ReadOnlyAccess";

test.each<[string, (app: TerraformStack, access: AwsAccess) => void]>([
  ["a rotator", (app, { target }) => new Rotator(app, "More", { name, target })],
  [
    "a producer",
    (app, { target }) =>
      new DynamicProducer(app, "More", { name, target, access: AccessMode.assumeRole([ROLE]) }),
  ],
  ["a secret", (app, { target }) => new StaticSecret(app, "More", { name, provider: target.provider })],
])("refuses %s by a provider block that only another stack declares", (_what, within) => {
  expect(made(within)).toThrow(
    /\[app\/More\] should work by a provider block of its own stack, got latchkey\.prod/,
  );
});

test("refuses a grant by an AWS provider that only another stack declares", () => {
  const synth = made((app, { target }) => {
    new LatchkeyProvider(app, "latchkey", { alias: "prod" });
    new DynamicProducer(app, "More", { name, target, access: AccessMode.iamUser({ policyArns: [READ] }) });
  });
  expect(synth).toThrow(/got aws\.prod \(\[base\/aws\]\)/);
});

test("takes blocks of the same aliases in the stack itself", () => {
  const synth = made((app, { target }) => {
    new LatchkeyProvider(app, "latchkey", { alias: "prod" });
    new AwsProvider(app, "aws", { alias: "prod" });
    new DynamicProducer(app, "More", { name, target, access: AccessMode.iamUser({ policyArns: [READ] }) });
  });
  expect(synth()).toContain("latchkey.prod");
});
