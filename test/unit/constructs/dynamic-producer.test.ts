import { TerraformVariable } from "cdktf";
import {
  AccessMode,
  BootstrapUser,
  Credentials,
  DynamicProducer,
  type DynamicProducerProps,
  LatchkeyProvider,
  Target,
} from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const ROLE = "arn:aws:iam::123456789012:role/admin";
const POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const imported = { usesGatewayIdentity: false };

const producerWith = (props: Partial<DynamicProducerProps>, of = imported) => {
  const stack = demoStack();
  const target = Target.fromTargetName(stack, "Aws", "/prod/aws", of);
  const access = AccessMode.assumeRole([ROLE]);
  new DynamicProducer(stack, "Admin", { name: "/prod/admin", target, access, ...props });
  return new Synthesized(stack).only("latchkey_dynamic_secret_aws");
};

describe("a dynamic producer", () => {
  test.each([
    [
      "roles",
      AccessMode.assumeRole([ROLE], { externalId: "x1" }),
      { access_mode: "assume_role", role_arns: [ROLE], external_id: "x1" },
    ],
    [
      "sessions with tags",
      AccessMode.assumeRole([ROLE], { sessionTags: { team: "a" }, transitiveTagKeys: ["team"] }),
      {
        access_mode: "assume_role",
        role_arns: [ROLE],
        session_tags: { team: "a" },
        transitive_tag_keys: ["team"],
      },
    ],
    [
      "temporary users of the console",
      AccessMode.iamUser({
        consoleAccess: true,
        consolePassword: { length: 32, specialCharacters: false },
        usernameTemplate: "ops-{{random 6}}",
      }),
      {
        access_mode: "iam_user",
        console_access: true,
        password_length: 32,
        use_special_characters: false,
        custom_username_template: "ops-{{random 6}}",
      },
    ],
    ["temporary users", AccessMode.iamUser(), { access_mode: "iam_user" }],
    [
      "temporary users with everything",
      AccessMode.iamUser({
        policyArns: [POLICY],
        userGroups: ["ops"],
        consoleAccess: true,
        programmaticAccess: false,
        users: "temporary/*",
      }),
      {
        access_mode: "iam_user",
        policy_arns: [POLICY],
        user_groups: ["ops"],
        console_access: true,
        programmatic_access: false,
      },
    ],
  ])("issues %s", (_, access, json) => {
    expect(producerWith({ access })).toEqual({ name: "/prod/admin", target: "/prod/aws", ...json });
  });

  test.each([
    [{ ttlSeconds: 900 }, { ttl_seconds: 900 }],
    [{ ttlSeconds: 43200 }, { ttl_seconds: 43200 }],
    [{ region: "eu-central-1" }, { region: "eu-central-1" }],
    [{ description: "for admins" }, { description: "for admins" }],
    [{ tags: ["a"] }, { tags: ["a"] }],
    [{ encryptionKeyName: "/keys/one" }, { encryption_key_name: "/keys/one" }],
    [{ deleteProtection: true }, { delete_protection: true }],
    [{ itemCustomFields: { owner: "us" } }, { item_custom_fields: { owner: "us" } }],
    [
      { remoteAccess: { awsAccountId: "123456789012", web: false, delaySeconds: 5 } },
      {
        secure_access_enable: true,
        secure_access_aws_account_id: "123456789012",
        secure_access_web: false,
        secure_access_delay_seconds: 5,
      },
    ],
  ])("takes %j", (props, json) => {
    expect(producerWith(props)).toMatchObject(json);
  });

  test("belongs to the gateway of its target", () => {
    const stack = demoStack();
    const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
    const target = Target.fromTargetName(stack, "Aws", "/prod/aws", { provider });
    new DynamicProducer(stack, "Admin", { name: "/p", target, access: AccessMode.iamUser() });
    expect(new Synthesized(stack).only("latchkey_dynamic_secret_aws").provider).toBe("latchkey.other");
  });

  test("has its roles granted to the user that seeds the target, and waits for it", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    const target = new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.seededBy(user) });
    new DynamicProducer(stack, "Admin", { name: "/p", target, access: AccessMode.assumeRole([ROLE]) });
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("latchkey_dynamic_secret_aws").depends_on).toEqual([
      synthesized.address("demo/User/AssumeRole"),
    ]);
    expect(synthesized.at("demo/User/AssumeRole").policy).toContain(
      `"Action" = ["sts:AssumeRole"], "Resource" = ["${ROLE}"]`,
    );
  });

  test("has its temporary users granted with no more policies than its own, and waits for it", () => {
    const stack = demoStack();
    const user = new BootstrapUser(stack, "User");
    const target = new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.seededBy(user) });
    const access = AccessMode.iamUser({ policyArns: [POLICY], users: "temporary/*" });
    new DynamicProducer(stack, "Reader", { name: "/p", target, access });
    const synthesized = new Synthesized(stack);
    expect(synthesized.only("latchkey_dynamic_secret_aws").depends_on).toEqual([
      synthesized.address("demo/Reader/Grant/Attachment"),
    ]);
    const { policy } = synthesized.only("aws_iam_policy");
    expect(policy).toContain(`{"iam:PolicyARN" = ["${POLICY}"]}`);
    expect(policy).toContain(":user/temporary/*");
    expect(policy).not.toContain("CreateLoginProfile");
  });

  test("grants nothing where the user is not known", () => {
    const stack = demoStack();
    const target = Target.fromTargetName(stack, "Aws", "/prod/aws");
    new DynamicProducer(stack, "Admin", { name: "/p", target, access: AccessMode.assumeRole([ROLE]) });
    expect(new Synthesized(stack).addresses).toHaveLength(1);
  });

  test.each([899, 43201])("fails to assume roles for %d seconds", (ttlSeconds) => {
    const { code, message } = refusalOf(() => producerWith({ ttlSeconds }));
    expect(code).toBe("TTL_OUT_OF_RANGE");
    expect(message).toContain("[demo/Admin] 'ttlSeconds' should fit the other arguments");
  });

  test("fails to assume roles for more than an hour with the gateway's own identity", () => {
    const own = { usesGatewayIdentity: true };
    const { code, message } = refusalOf(() => producerWith({ ttlSeconds: 3601 }, own));
    expect(code).toBe("TTL_OUT_OF_RANGE");
    expect(message).toContain(
      "[demo/Admin] 'ttlSeconds' should be at most 3600 with the gateway's own identity, got 3601",
    );
    expect(producerWith({ ttlSeconds: 3600 }, own)).toMatchObject({ ttl_seconds: 3600 });
    expect(producerWith({ ttlSeconds: 7200, access: AccessMode.iamUser() }, own)).toMatchObject({
      ttl_seconds: 7200,
    });
  });

  test("holds a time that is known only later against no limit", () => {
    const stack = demoStack();
    const target = Target.fromTargetName(stack, "Aws", "/t", { usesGatewayIdentity: true });
    const ttlSeconds = new TerraformVariable(stack, "ttl", {}).numberValue;
    const access = AccessMode.assumeRole([ROLE]);
    new DynamicProducer(stack, "Admin", { name: "/p", target, access, ttlSeconds });
    expect(new Synthesized(stack).only("latchkey_dynamic_secret_aws").ttl_seconds).toBe(
      expression("var.ttl"),
    );
  });

  test("fails without a role to assume", () => {
    const { code } = refusalOf(() => producerWith({ access: AccessMode.assumeRole([]) }));
    expect(code).toBe("ACCESS_MODE_MISMATCH");
  });

  test("works by an access key of its own, which the gateway replaces where it is told how often", () => {
    const accessKey = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", rotationIntervalDays: 7 };
    const made = producerWith({ target: undefined, accessKey });
    expect(made).toMatchObject({
      access_key_id: "AKIAIOSFODNN7EXAMPLE",
      secret_access_key_wo_version: 1,
      enable_admin_rotation: true,
      admin_rotation_interval_days: 7,
    });
    expect(made.target).toBeUndefined();
    const again = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", version: 3 };
    expect(producerWith({ target: undefined, accessKey: again })).toMatchObject({
      secret_access_key_wo_version: 3,
    });
  });

  test("works through a target or by a key of its own, and never by both or neither", () => {
    const accessKey = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
    for (const props of [{ accessKey }, { target: undefined }]) {
      const { code, message } = refusalOf(() => producerWith(props));
      expect(code).toBe("CREDENTIAL_SOURCE_UNCLEAR");
      expect(message).toContain("[demo/Admin] 'accessKey'");
    }
  });

  test.each<[string, AccessMode, string]>([
    [
      "tags without what they say",
      AccessMode.assumeRole([ROLE], { transitiveTagKeys: ["t"] }),
      "session_tags",
    ],
    ["a tag of AWS's own", AccessMode.assumeRole([ROLE], { sessionTags: { "aws:a": "b" } }), "aws:"],
    [
      "a password nobody gets",
      AccessMode.iamUser({ consolePassword: { length: 20 } }),
      "console_access is off",
    ],
  ])("refuses %s", (_, access, words) => {
    expect(refusalOf(() => producerWith({ access })).message).toContain(words);
  });

  describe("of a seeded target", () => {
    const seeded = (access: AccessMode) => {
      const stack = demoStack();
      const credentials = Credentials.seededBy(new BootstrapUser(stack, "User"));
      const target = new Target(stack, "Aws", { name: "/prod/aws", credentials });
      new DynamicProducer(stack, "Admin", { name: "/p", target, access });
      return new Synthesized(stack);
    };

    test("lets the user tag the sessions of those roles alone", () => {
      const tagged = seeded(AccessMode.assumeRole([ROLE], { sessionTags: { team: "a" } }));
      expect(tagged.at("demo/User/AssumeRole").policy).toContain(
        `"Action" = ["sts:TagSession"], "Resource" = ["${ROLE}"]`,
      );
      const plain = seeded(AccessMode.assumeRole([ROLE]));
      expect(plain.at("demo/User/AssumeRole").policy).not.toContain("TagSession");
    });

    test("lets the user make the users that its template names, and no others", () => {
      const named = seeded(AccessMode.iamUser({ usernameTemplate: "ops-{{random 6}}" }));
      expect(named.only("aws_iam_policy").policy).toContain(":user/ops-*");
      const open = () => seeded(AccessMode.iamUser({ usernameTemplate: "{{random 6}}" }));
      expect(refusalOf(open).message).toContain("'usernameTemplate' should begin with a text of its own");
      const said = seeded(AccessMode.iamUser({ usernameTemplate: "{{random 6}}", users: "temporary/*" }));
      expect(said.only("aws_iam_policy").policy).toContain(":user/temporary/*");
      const renamed = { usernameTemplate: "dev-{{random 6}}", users: ["dev-*", "ops-*"] };
      const { policy } = seeded(AccessMode.iamUser(renamed)).only("aws_iam_policy");
      for (const name of renamed.users) expect(policy).toContain(`:user/${name}"`);
    });
  });
});
