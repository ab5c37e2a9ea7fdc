import { Construct } from "constructs";
import {
  BootstrapUser,
  Credentials,
  EphemeralVariable,
  LatchkeyProvider,
  Target,
  type TargetProps,
} from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const targetWith = (props: Partial<TargetProps>) => {
  const stack = demoStack();
  new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.gatewayIdentity(), ...props });
  return new Synthesized(stack).only("latchkey_target_aws");
};

describe("a target", () => {
  test("uses the gateway's own identity", () => {
    expect(targetWith({})).toEqual({ name: "/prod/aws", use_gateway_identity: true });
  });

  test("is seeded by a user, after the user may rotate", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    const target = new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.seededBy(user) });
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("latchkey_target_aws")).toEqual({
      name: "/prod/aws",
      seed_user_arn: expression(`${synthesized.address("demo/User/Resource")}.arn`),
      depends_on: [synthesized.address("demo/User/Rotation")],
    });
    expect(target.seed?.user).toBe(user);
    expect(target.usesGatewayIdentity).toBe(false);
  });

  test("asks for a fresh seed by a version", () => {
    const stack = demoStack();
    const credentials = Credentials.seededBy(new BootstrapUser(stack, "User"), { version: 2 });
    new Target(stack, "Aws", { name: "/prod/aws", credentials });
    expect(new Synthesized(stack).only("latchkey_target_aws")).toMatchObject({ seed_version: 2 });
  });

  test("holds a key that is made elsewhere, by ephemeral references", () => {
    const stack = demoStack();
    const [key, session] = ["key", "session"].map((id) => new EphemeralVariable(stack, id).stringValue);
    new Target(stack, "Aws", {
      name: "/prod/aws",
      credentials: Credentials.accessKey({
        accessKeyId: "AKIAEXAMPLE12345",
        secretAccessKeyWo: key ?? "",
        sessionTokenWo: session,
        version: 3,
      }),
    });
    expect(new Synthesized(stack).only("latchkey_target_aws")).toEqual({
      name: "/prod/aws",
      access_key_id: "AKIAEXAMPLE12345",
      secret_access_key_wo: expression("var.key"),
      session_token_wo: expression("var.session"),
      secret_access_key_wo_version: 3,
    });
  });

  test("that exists already needs no secret to keep its key", () => {
    const stack = demoStack();
    const credentials = Credentials.accessKey({ accessKeyId: "AKIAEXAMPLE12345" });
    new Target(stack, "Aws", { name: "/prod/aws", credentials });
    expect(new Synthesized(stack).only("latchkey_target_aws")).toEqual({
      ...{ name: "/prod/aws", access_key_id: "AKIAEXAMPLE12345" },
      secret_access_key_wo_version: 1,
    });
  });

  test.each([
    [{ region: "eu-central-1" }, { region: "eu-central-1" }],
    [{ description: "of production" }, { description: "of production" }],
    [{ maxVersions: 5 }, { max_versions: 5 }],
    [{ protectionKey: "/keys/one" }, { key: "/keys/one" }],
  ])("takes %j", (props, json) => {
    expect(targetWith(props)).toMatchObject(json);
  });

  const ROLE = "arn:aws:iam::000000424242:role/gateway-work";
  test.each([
    [{ roleArn: ROLE }, { role_arn: ROLE, generate_external_id: true }],
    [
      { roleArn: ROLE, externalId: true },
      { role_arn: ROLE, generate_external_id: true },
    ],
    [{ externalId: true }, { generate_external_id: true }],
    [{ externalId: false }, { generate_external_id: false }],
  ])("goes on from the gateway's own identity as %j says", (options, json) => {
    expect(targetWith({ credentials: Credentials.gatewayIdentity(options) })).toEqual({
      ...{ name: "/prod/aws", use_gateway_identity: true },
      ...json,
    });
  });

  test("tells the external id to the trust policy of its role, where it has one", () => {
    const stack = demoStack();
    const credentials = Credentials.gatewayIdentity({ roleArn: ROLE });
    const target = new Target(stack, "Aws", { name: "/prod/aws", credentials });
    new Target(stack, "Other", {
      ...{ name: "/u", credentials: Credentials.gatewayIdentity() },
      description: target.externalId,
    });
    const synthesized = new Synthesized(stack);
    expect(synthesized.at("demo/Other/Resource").description).toBe(
      expression(`${synthesized.address("demo/Aws/Resource")}.external_id`),
    );
    expect(
      new Target(stack, "Third", { name: "/v", credentials: Credentials.gatewayIdentity() }).externalId,
    ).toBeUndefined();
  });

  test.each([{ roleArn: "gateway-work" }, { roleArn: ROLE, externalId: false }])(
    "fails at synth on %j",
    (options) => {
      const { code } = refusalOf(() => targetWith({ credentials: Credentials.gatewayIdentity(options) }));
      expect(code).toBe(options.externalId === false ? "CREDENTIAL_SOURCE_UNCLEAR" : "ARN_MALFORMED");
    },
  );

  test("belongs to another gateway, and so does the key's version by default", () => {
    const stack = demoStack();
    const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
    const key = new EphemeralVariable(stack, "key").stringValue;
    const credentials = Credentials.accessKey({ accessKeyId: "AKIAEXAMPLE12345", secretAccessKeyWo: key });
    new Target(stack, "Aws", { name: "/prod/aws", credentials, provider });
    expect(new Synthesized(stack).only("latchkey_target_aws")).toMatchObject({
      provider: "latchkey.other",
      secret_access_key_wo_version: 1,
    });
  });

  test("is referred to by others, who then wait for it", () => {
    const stack = demoStack();
    const target = new Target(stack, "Aws", { name: "/t", credentials: Credentials.gatewayIdentity() });
    const other = new Construct(stack, "Other");
    new Target(other, "Aws", {
      name: "/u",
      credentials: Credentials.gatewayIdentity(),
      description: target.targetName,
    });
    const synthesized = new Synthesized(stack);
    expect(synthesized.at("demo/Other/Aws/Resource").description).toBe(
      expression(`${synthesized.address("demo/Aws/Resource")}.name`),
    );
  });

  test("fails on a malformed path, under the name of the construct", () => {
    const { code, message } = refusalOf(() => targetWith({ name: "/prod//aws" }));
    expect(code).toBe("PATH_MALFORMED");
    expect(message).toContain(`[demo/Aws] 'name' should not contain "//", got "/prod//aws"`);
  });
});

describe("a target that is managed elsewhere", () => {
  test("is known by its path, and has no seed of ours", () => {
    const target = Target.fromTargetName(demoStack(), "Aws", "/prod/aws", { usesGatewayIdentity: true });
    expect(target).toMatchObject({ targetName: "/prod/aws", usesGatewayIdentity: true, seed: undefined });
  });

  test("fails on a malformed path", () => {
    const { message } = refusalOf(() => Target.fromTargetName(demoStack(), "Aws", "/prod/aws/"));
    expect(message).toContain(`[demo/Aws] 'targetName' should not end with "/", got "/prod/aws/"`);
  });
});
