import type { Clock } from "../../../src/domain/clock.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { createProducer, createRotator, removeProducer } from "../../support/gateway/by-hand.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.targets.remove("/aws/t");
  terraform = await at.terraform("latchkey_target_aws");
  at.commands();
});

const identity = { name: "/aws/t", use_gateway_identity: true };
const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
const key = {
  name: "/aws/t",
  access_key_id: KEY_ID,
  secret_access_key_wo: "the-first-secret",
  secret_access_key_wo_version: 1,
};
const READS = ["target-get", "target-get-details"];
const writes = () => at.commands().filter((command) => !READS.includes(command));

async function held() {
  const details = await at.gateway.targets.heldKey("/aws/t");
  at.commands();
  return {
    identity: details?.usesGatewayIdentity,
    region: details?.region,
    keyId: details?.key?.keyId,
    secret: details?.key?.secret.reveal(),
    sessionToken: details?.key?.sessionToken?.reveal(),
  };
}

test.each([
  identity,
  { ...identity, name: "aws/t", description: "d", region: "eu-west-1" },
  { ...identity, description: "" },
  key,
  { ...key, session_token_wo: "a-session-token", region: "eu-west-1" },
])(
  "creates %j with one write and a mark that is taken away, has nothing to change afterwards, and reads no secret",
  async (config) => {
    expect(await terraform.apply(config)).toEqual(done("create"));
    expect(writes()).toEqual(["target-create-aws", "update-target"]);
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(at.commands()).toEqual(["target-get"]);
  },
);

test("keeps as many versions as it is told, without a secret being sent for another number", async () => {
  const versions = async () => {
    const asked = {
      command: "target-get",
      doing: "asking for",
      name: "/aws/t",
      fields: { "show-versions": true },
    };
    const told = await at.gateway.objects.find(asked);
    return (told?.target_versions as unknown[] | undefined)?.length;
  };
  const next = (version: number, more: object) => ({
    ...key,
    secret_access_key_wo_version: version,
    ...more,
  });
  await terraform.apply(next(1, { max_versions: 2 }));
  await terraform.apply(next(2, { max_versions: 2 }));
  await terraform.apply(next(3, { max_versions: 2 }));
  expect(await versions()).toBe(2);
  at.commands();
  const three = { ...next(3, { max_versions: 3 }), secret_access_key_wo: null };
  expect(await terraform.apply(three)).toEqual(done("update"));
  expect(writes()).toEqual(["update-target"]);
  expect(await terraform.apply(three)).toEqual(done("none"));
  await terraform.apply(next(4, {}));
  await terraform.apply(next(5, {}));
  expect(await versions()).toBe(3);
});

test("hands a write-only key over, and stores none of its secrets", async () => {
  await terraform.apply({ ...key, session_token_wo: "a-session-token", region: "eu-west-1" });
  expect(await held()).toEqual({
    identity: false,
    region: "eu-west-1",
    keyId: KEY_ID,
    secret: "the-first-secret",
    sessionToken: "a-session-token",
  });
  expect(JSON.stringify(terraform.state)).not.toMatch(/the-first-secret|a-session-token/);
  expect(at.log.text).not.toMatch(/the-first-secret|a-session-token/);
});

test("sends a new secret when its version is raised, and not before", async () => {
  await terraform.apply(key);
  const changed = { ...key, secret_access_key_wo: "the-second-secret" };
  expect(await terraform.apply(changed)).toEqual(done("none"));
  expect(await held()).toMatchObject({ secret: "the-first-secret" });

  expect(await terraform.apply({ ...changed, secret_access_key_wo_version: 2 })).toEqual(done("update"));
  expect(await held()).toMatchObject({ secret: "the-second-secret" });
});

test("changes the region of a key that was rotated meanwhile, and keeps the rotated one", async () => {
  await terraform.apply(key);
  const rotated = { kind: "key", keyId: "AKIAROTATEDROTATED00", secret: new SecretText("rotated") } as const;
  await at.gateway.targets.updateAws({
    name: "/aws/t",
    description: null,
    region: null,
    credentials: rotated,
  });

  expect(await terraform.apply({ ...key, region: "eu-west-1" })).toEqual(done("update"));

  expect(await held()).toMatchObject({
    region: "eu-west-1",
    keyId: "AKIAROTATEDROTATED00",
    secret: "rotated",
  });
});

test.each<[string, object, object, object]>([
  ["the gateway's identity to a key", identity, key, { identity: false, keyId: KEY_ID }],
  ["a key to the gateway's identity", key, identity, { identity: true, keyId: undefined }],
  [
    "one region to another",
    identity,
    { ...identity, region: "eu-west-1" },
    { identity: true, region: "eu-west-1" },
  ],
])("changes in place from %s", async (_, before, after, expected) => {
  await terraform.apply({ ...before });
  expect(await terraform.apply({ ...after })).toEqual(done("update"));
  expect(await held()).toMatchObject(expected);
  expect(await terraform.apply({ ...after })).toEqual(done("none"));
});

test.each(["e", null])(
  "changes the description to %j without touching the credentials",
  async (description) => {
    await terraform.apply({ ...key, description: "d" });
    at.commands();
    expect(await terraform.apply({ ...key, description })).toEqual(done("update"));
    expect(writes()).toEqual(["update-target"]);
    expect(await held()).toMatchObject({ keyId: KEY_ID, secret: "the-first-secret" });
  },
);

test("notices a description that was changed elsewhere, and sets it back", async () => {
  await terraform.apply({ ...identity, description: "d" });
  await at.gateway.targets.describe("/aws/t", "changed elsewhere");
  expect(await terraform.apply({ ...identity, description: "d" })).toEqual(done("update"));
  expect((await at.gateway.targets.find("/aws/t"))?.description).toBe("d");
});

test("is made anew when it was deleted behind Terraform's back", async () => {
  await terraform.apply(identity);
  await at.gateway.targets.remove("/aws/t");
  expect(await terraform.apply(identity)).toEqual(done("create"));
});

describe("through which a rotator and a dynamic producer work", () => {
  const items = { autoRotate: false, intervalDays: 9, rotationHour: null, description: null, tags: [] };
  beforeEach(async () => {
    await terraform.apply(key);
    await createRotator(at.gateway, { ...items, name: "/of/rot", target: "/aws/t" });
    await createProducer(at.gateway, {
      ...{ name: "/of/prod", target: "/aws/t", accessMode: "assume_role", ttlSeconds: 900 },
      roleArns: ["arn:aws:iam::000000424242:role/any"],
      ...{ policyArns: [], userGroups: [], consoleAccess: false, programmaticAccess: true },
      ...{ region: null, externalId: null, description: null, tags: [] },
    });
    at.commands();
  });
  afterEach(async () => {
    await at.gateway.rotators.remove("/of/rot");
    await removeProducer(at.gateway, "/of/prod");
  });

  test("is not deleted: the error names them and the command that works, and nothing is sent", async () => {
    const error = errorOf(await terraform.destroy());
    expect(error).toContain("[GATEWAY_TARGET_IN_USE]");
    expect(error).toContain('dynamic producer "/of/prod", rotator "/of/rot"');
    expect(error).toContain("Nothing was changed");
    expect(error).toContain(
      "terraform apply -replace=latchkey_target_aws.LABEL -replace=latchkey_dynamic_secret_aws.LABEL -replace=latchkey_rotated_secret_aws.LABEL",
    );
    expect(writes()).toEqual([]);
    expect(terraform.state).not.toBeNull();
  });

  test("is deleted once the run that deletes it has given them another target", async () => {
    let waits = 0;
    const clock: Clock = {
      now: () => new Date(),
      random: () => 0.5,
      sleep: async () => {
        waits += 1;
        if (waits > 1) return;
        await at.gateway.rotators.remove("/of/rot");
        await removeProducer(at.gateway, "/of/prod");
      },
    };
    const other = await at.terraform("latchkey_target_aws", at.provider(clock));
    other.state = terraform.state;
    expect(await other.destroy()).toEqual(done("delete"));
    expect({ waits, left: await at.gateway.targets.find("/aws/t") }).toEqual({ waits: 1, left: undefined });
    terraform.state = null;
  });

  test("I8: leaves alone what somebody has put in its place while it waited for them", async () => {
    const clock: Clock = {
      now: () => new Date(),
      random: () => 0.5,
      sleep: async () => {
        await at.gateway.rotators.remove("/of/rot");
        await removeProducer(at.gateway, "/of/prod");
        await at.gateway.targets.remove("/aws/t");
        await at.gateway.targets.createAws({
          ...{ name: "/aws/t", description: "theirs", region: null },
          credentials: { kind: "gateway-identity" },
        });
      },
    };
    const other = await at.terraform("latchkey_target_aws", at.provider(clock));
    other.state = terraform.state;
    await other.destroy();
    expect(await at.gateway.targets.find("/aws/t")).toMatchObject({ description: "theirs" });
    await at.gateway.targets.remove("/aws/t");
    terraform.state = null;
  });

  test("is renamed, and they tell its new name", async () => {
    expect(await terraform.apply({ ...key, name: "/aws/u" })).toEqual(done("update"));
    expect(await at.gateway.rotators.find("/of/rot")).toMatchObject({ target: "/aws/u" });
    expect(await at.gateway.dynamicProducers.find("/of/prod")).toMatchObject({ target: "/aws/u" });
    await terraform.apply(key);
  });
});

test("is destroyed, also when it is gone already", async () => {
  await terraform.apply(identity);
  await at.gateway.targets.remove("/aws/t");
  const { state } = terraform;
  terraform.state = state;
  expect((await terraform.destroy()).diagnostics).toEqual([]);
});

test("fails on a target that exists and differs, names the import, and touches nothing", async () => {
  await terraform.apply(identity);
  terraform.state = null;
  at.commands();
  const error = errorOf(await terraform.apply(key));
  expect(error).toContain("[GATEWAY_OBJECT_EXISTS]");
  expect(error).toContain('import {\n  to = latchkey_target_aws.LABEL\n  id = "/aws/t"\n}');
  expect(writes()).toEqual([]);
});

test("goes through when the answer to its creation is lost, and holds what was sent", async () => {
  at.sandboxGateway.answerNext("target-create-aws", { replyLost: true });
  expect(await terraform.apply(key)).toEqual(done("create"));
  expect(writes()).toEqual(["target-create-aws", "update-target"]);
  expect(await held()).toMatchObject({ keyId: KEY_ID, secret: "the-first-secret" });
});

const seeded = { name: "/aws/t", seed_user_arn: "arn:aws:iam::000000424242:user/gw" };
test.each<[string, object]>([
  ["no source", { name: "/aws/t" }],
  ["the gateway's identity set to false", { ...identity, use_gateway_identity: false }],
  ["two sources", { ...identity, ...seeded }],
  ["three sources", { ...identity, ...seeded, ...key }],
  ["a key id without its secret", { name: "/aws/t", access_key_id: KEY_ID }],
  ["a secret without its id", { ...key, access_key_id: null, use_gateway_identity: true }],
])("fails on %s before anything is asked of the gateway", async (_, config) => {
  const { diagnostics } = await terraform.apply({ ...config });
  expect(diagnostics.map(({ detail }) => detail).join()).toContain("[CREDENTIAL_SOURCE_UNCLEAR]");
  expect(at.commands()).toEqual([]);
});

test("fails on a secret without a version", async () => {
  const { diagnostics } = await terraform.apply({ ...key, secret_access_key_wo_version: null });
  expect(diagnostics.map(({ detail }) => detail).join()).toContain("[WRITE_ONLY_VERSION_MISSING]");
});

test.each(["arn:aws:iam::000000424242:role/r", "gw", ""])(
  "fails on %j for the ARN of a user",
  async (arn) => {
    const { diagnostics } = await terraform.apply({ ...seeded, seed_user_arn: arn });
    expect(diagnostics.map(({ detail }) => detail).join()).toContain("[ARN_MALFORMED]");
    expect(at.commands()).toEqual([]);
  },
);

describe("without its secret, which is stored nowhere, a target that holds a key", () => {
  const withoutSecret = { ...key, secret_access_key_wo: null };
  beforeEach(async () => {
    await terraform.apply(key);
    at.commands();
  });

  test.each([withoutSecret, { ...withoutSecret, secret_access_key_wo_version: null }])(
    "has nothing to send by %j, and keeps the key",
    async (config) => {
      expect((await terraform.apply(config)).diagnostics).toEqual([]);
      expect(writes()).toEqual([]);
      expect(await held()).toMatchObject({ keyId: KEY_ID, secret: "the-first-secret" });
    },
  );

  test("is described and moved, and keeps the key", async () => {
    expect(await terraform.apply({ ...withoutSecret, description: "d" })).toEqual(done("update"));
    expect(await terraform.apply({ ...withoutSecret, description: "d", region: "eu-west-1" })).toEqual(
      done("update"),
    );
    expect(await held()).toMatchObject({ keyId: KEY_ID, secret: "the-first-secret", region: "eu-west-1" });
  });

  test("is destroyed", async () => {
    expect(await terraform.destroy()).toEqual(done("delete"));
  });

  test.each([
    ["its version", { ...withoutSecret, secret_access_key_wo_version: 2 }],
    ["its id", { ...withoutSecret, access_key_id: "AKIAI44QH8DHBEXAMPLE" }],
  ])("fails while planning another key by %s, before anything is asked to change", async (_, config) => {
    const error = errorOf(await terraform.plan(config));
    expect(error).toContain("the access key changes, and secret_access_key_wo is not set");
    expect(error).toContain("[CREDENTIAL_SOURCE_UNCLEAR]");
    expect(writes()).toEqual([]);
  });

  test.each([
    ["no source", { name: "/aws/t" }],
    ["the gateway's identity set to false", { ...identity, use_gateway_identity: false }],
  ])("keeps the key when the configuration comes to name %s, also in another region", async (_, config) => {
    expect(await terraform.apply({ ...config, region: "eu-west-1" })).toEqual(done("update"));
    expect(await held()).toMatchObject({ identity: false, keyId: KEY_ID, secret: "the-first-secret" });
  });
});

test("does not move a key that the caller may not read and a rotator may have replaced", async () => {
  await terraform.apply(key);
  const rotator = { name: "/aws/r", target: "/aws/t", rotationHour: null, description: null, tags: [] };
  await createRotator(at.gateway, { ...rotator, autoRotate: false, intervalDays: 1 });
  const refusal = { status: 401, body: { error: "Status 401 Unauthorized, Error: UnauthorizedAccess." } };
  at.sandboxGateway.answerNext("target-get-details", refusal);
  at.sandboxGateway.answerNext("target-get-details", refusal);
  at.commands();
  const error = errorOf(await terraform.apply({ ...key, region: "eu-west-1" }));
  expect(error).toContain("[GATEWAY_PERMISSION_DENIED]");
  expect(writes()).not.toContain("target-update-aws");
  await at.gateway.rotators.remove("/aws/r");
});

test("moves a key that the caller may not read only with the secret of the configuration", async () => {
  await terraform.apply(key);
  const refusal = { status: 401, body: { error: "Status 401 Unauthorized, Error: UnauthorizedAccess." } };
  at.sandboxGateway.answerNext("target-get-details", refusal);
  at.sandboxGateway.answerNext("target-get-details", refusal);
  const moved = { ...key, region: "eu-west-1" };
  const error = errorOf(await terraform.apply({ ...moved, secret_access_key_wo: null }));
  expect(error).toContain("this caller may not read the one that the target holds");
  expect(error).toContain("Nothing was changed.");
  expect(writes()).not.toContain("target-update-aws");

  at.sandboxGateway.answerNext("target-get-details", refusal);
  at.sandboxGateway.answerNext("target-get-details", refusal);
  expect(await terraform.apply(moved)).toEqual(done("update"));
  expect(await held()).toMatchObject({ secret: "the-first-secret", region: "eu-west-1" });
});
