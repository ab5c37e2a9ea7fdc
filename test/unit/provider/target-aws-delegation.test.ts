import { SecretText } from "../../../src/domain/secret-text.js";
import type { TerraformModel } from "../../support/engine/terraform-model.js";
import { done, errorOf, leftMark, type Stage, stage, takenOver } from "../../support/provider/stage.js";

const ROLE = "arn:aws:iam::000000424242:role/gateway-work";
const OTHER_ROLE = "arn:aws:iam::000000424242:role/gateway-other-work";
const KEY_ID = "AKIAIOSFODNN7EXAMPLE";

const identity = { name: "/aws/d", use_gateway_identity: true };
const delegated = { ...identity, generate_external_id: true, role_arn: ROLE };
const key = {
  name: "/aws/d",
  access_key_id: KEY_ID,
  secret_access_key_wo: "the-first-secret",
  secret_access_key_wo_version: 1,
};

let at: Stage;
let terraform: TerraformModel;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.targets.remove("/aws/d");
  terraform = await at.terraform("latchkey_target_aws");
  at.commands();
});

const READS = ["target-get", "target-get-details"];
const writes = () => at.commands().filter((command) => !READS.includes(command));

async function held() {
  const [details, found] = [
    await at.gateway.targets.heldKey("/aws/d"),
    await at.gateway.targets.find("/aws/d"),
  ];
  at.commands();
  return {
    ...details?.delegation,
    region: details?.region,
    secret: details?.key?.secret.reveal(),
    protectionKey: found?.protectionKey,
  };
}

const externalId = () => terraform.state?.external_id;

describe("a target whose gateway goes on to a role from its own identity", () => {
  test.each<[string, object, object]>([
    ["a role and an external id", delegated, { externalId: true, roleArn: ROLE }],
    [
      "a role, which brings an external id",
      { ...identity, role_arn: ROLE },
      { externalId: true, roleArn: ROLE },
    ],
    [
      "an external id, for the role that is still to be made",
      { ...identity, generate_external_id: true },
      { externalId: true },
    ],
  ])("is made with %s, whose external id is stored, and has nothing to change", async (_, config, told) => {
    expect(await terraform.apply({ ...config })).toEqual(done("create"));
    expect(writes()).toEqual(["target-create-aws", "update-target"]);
    expect(await at.gateway.targets.externalId("/aws/d")).toBe(externalId());
    expect(externalId()).toMatch(/^\S{8,}$/);
    at.commands();
    expect(await terraform.apply({ ...config })).toEqual(done("none"));
    // A refresh reads no details, where the external id is known.
    expect(at.commands()).toEqual(["target-get"]);
    expect(await held()).toMatchObject(told);
  });

  test.each([{ generate_external_id: null }, { generate_external_id: false }])(
    "has no external id with %j",
    async (more) => {
      expect(await terraform.apply({ ...identity, ...more })).toEqual(done("create"));
      expect(externalId()).toBeNull();
      expect(await held()).not.toMatchObject({ externalId: true });
      expect(await terraform.apply({ ...identity, ...more })).toEqual(done("none"));
    },
  );

  test.each<[string, object, object]>([
    ["another role", { ...delegated, role_arn: OTHER_ROLE }, { roleArn: OTHER_ROLE }],
    ["another region", { ...delegated, region: "eu-west-1" }, { region: "eu-west-1", roleArn: ROLE }],
    ["a protection key", { ...delegated, key: "/keys/one" }, { protectionKey: "/keys/one", roleArn: ROLE }],
    ["a description", { ...delegated, description: "d" }, { externalId: true, roleArn: ROLE }],
  ])("keeps its external id with %s", async (_, config, told) => {
    await terraform.apply(delegated);
    const before = externalId();
    expect(await terraform.apply({ ...config })).toEqual(done("update"));
    expect(await held()).toMatchObject({ externalId: true, ...told });
    expect(externalId()).toBe(before);
    expect(await terraform.apply({ ...config })).toEqual(done("none"));
  });

  test("keeps its external id where the configuration comes to name it", async () => {
    await terraform.apply({ ...identity, role_arn: ROLE });
    const before = externalId();
    expect(await terraform.apply(delegated)).toEqual(done("update"));
    expect(externalId()).toBe(before);
    expect(await terraform.apply(delegated)).toEqual(done("none"));
  });

  test.each<[string, object]>([
    ["the gateway's identity alone", identity],
    ["an access key", key],
  ])("gives role and external id up for %s", async (_, config) => {
    await terraform.apply(delegated);
    expect(await terraform.apply({ ...config })).toEqual(done("update"));
    const { externalId: isGenerated = false, roleArn } = await held();
    expect({ isGenerated, roleArn, stored: externalId() }).toEqual({
      isGenerated: false,
      roleArn: undefined,
      stored: null,
    });
    expect(await terraform.apply({ ...config })).toEqual(done("none"));
  });

  test.each<[string, object]>([
    ["the gateway's identity alone", identity],
    ["an access key", key],
  ])("is made of %s", async (_, config) => {
    await terraform.apply({ ...config });
    expect(await terraform.apply(delegated)).toEqual(done("update"));
    expect(await held()).toMatchObject({ externalId: true, roleArn: ROLE, secret: undefined });
    expect(externalId()).toBe(await at.gateway.targets.externalId("/aws/d"));
    expect(await terraform.apply(delegated)).toEqual(done("none"));
  });

  test("keeps the region that an import has left open, with another role", async () => {
    await terraform.apply({ ...delegated, region: "eu-west-1" });
    terraform.state = null;
    await terraform.import(`/aws/d,use_gateway_identity=true,generate_external_id=true,role_arn=${ROLE}`);
    await terraform.apply({ ...delegated, role_arn: OTHER_ROLE });
    expect(await held()).toMatchObject({ region: "eu-west-1", roleArn: OTHER_ROLE });
  });

  test("is imported with what its id tells, finds its external id, and has nothing to change", async () => {
    await terraform.apply(delegated);
    const before = externalId();
    terraform.state = null;
    await terraform.import(`/aws/d,use_gateway_identity=true,generate_external_id=true,role_arn=${ROLE}`);
    expect(externalId()).toBe(before);
    expect(await terraform.apply(delegated)).toEqual(done("none"));
  });

  test("keeps role and external id in another region, where an import has left its source open", async () => {
    await terraform.apply(delegated);
    const before = externalId();
    terraform.state = null;
    await terraform.import("/aws/d");
    expect(await terraform.apply({ name: "/aws/d", region: "eu-west-1" })).toEqual(done("update"));
    expect(await held()).toMatchObject({ externalId: true, roleArn: ROLE, region: "eu-west-1" });
    expect(await at.gateway.targets.externalId("/aws/d")).toBe(before);
  });

  test("is recorded, and nothing sent, where the configuration names it first after an import", async () => {
    await terraform.apply(delegated);
    const before = externalId();
    terraform.state = null;
    await terraform.import("/aws/d");
    at.commands();
    expect((await terraform.apply(delegated)).action).toBe("update");
    expect(writes()).toEqual([]);
    expect(externalId()).toBe(before);
    expect(await terraform.apply(delegated)).toEqual(done("none"));
  });

  test("tells a caller who may not read its external id so, and finds it out once the caller may", async () => {
    const error = "Status 401 Unauthorized, Error: UnauthorizedAccess.";
    at.sandboxGateway.answerNext("target-get-details", { status: 401, body: { error }, times: 2 });
    const outcome = await terraform.apply(delegated);
    expect(outcome.complaints).toEqual([]);
    expect(outcome.diagnostics.map(({ severity, summary }) => [severity, summary])).toEqual([
      ["warning", "External id not known"],
    ]);
    expect(externalId()).toBeNull();
    await terraform.apply(delegated);
    expect(externalId()).toBe(await at.gateway.targets.externalId("/aws/d"));
  });

  test.each([{ replyLost: true }, { status: 500, body: { error: "internal server error" } }] as const)(
    "comes to be although its update is answered by %j first",
    async (answer) => {
      await terraform.apply(identity);
      at.sandboxGateway.answerNext("target-update-aws", answer);
      expect(await terraform.apply(delegated)).toEqual(done("update"));
      expect(await held()).toMatchObject({ externalId: true, roleArn: ROLE });
      expect(externalId()).toBe(await at.gateway.targets.externalId("/aws/d"));
    },
  );

  test("is taken over from a killed run that has made it just so", async () => {
    const shape = { name: "/aws/d", description: null, region: null };
    const credentials = { kind: "gateway-identity", externalId: true, roleArn: ROLE } as const;
    await at.gateway.targets.createAws({ ...shape, credentials }, { mark: leftMark() });
    expect(await terraform.apply(delegated)).toEqual(takenOver);
    expect(externalId()).toBe(await at.gateway.targets.externalId("/aws/d"));
  });

  test.each<[string, object]>([
    ["another role", { ...delegated, role_arn: OTHER_ROLE }],
    ["no role", identity],
  ])("is left alone where a killed run has made it and the configuration names %s", async (_, config) => {
    const shape = { name: "/aws/d", description: null, region: null };
    const credentials = { kind: "gateway-identity", externalId: true, roleArn: ROLE } as const;
    await at.gateway.targets.createAws({ ...shape, credentials }, { mark: leftMark() });
    at.commands();
    expect(errorOf(await terraform.apply({ ...config }))).toContain("[GATEWAY_OBJECT_EXISTS]");
    expect(writes()).toEqual([]);
  });

  const seeded = { name: "/aws/d", seed_user_arn: "arn:aws:iam::000000424242:user/gw" };
  test.each<[string, object]>([
    ["a role beside a seed", { ...seeded, role_arn: ROLE, generate_external_id: true }],
    ["a role beside an access key", { ...key, role_arn: ROLE, generate_external_id: true }],
    ["a role without a source, which an import leaves open", { name: "/aws/d", role_arn: ROLE }],
    ["a role with an external id that is off", { ...delegated, generate_external_id: false }],
    ["an external id beside a seed", { ...seeded, generate_external_id: true }],
    ["an external id beside an access key", { ...key, generate_external_id: true }],
    ["an external id where the identity is off", { ...key, ...delegated, use_gateway_identity: false }],
  ])("refuses %s before anything is asked of the gateway", async (_, config) => {
    const { diagnostics } = await terraform.apply({ ...config });
    expect(diagnostics.map(({ detail }) => detail).join()).toContain("[CREDENTIAL_SOURCE_UNCLEAR]");
    expect(at.commands()).toEqual([]);
  });

  test.each(["arn:aws:iam::000000424242:user/gw", "gateway-work", ""])(
    "refuses %j for the ARN of a role",
    async (role_arn) => {
      const { diagnostics } = await terraform.apply({ ...delegated, role_arn });
      expect(diagnostics.map(({ detail }) => detail).join()).toContain("[ARN_MALFORMED]");
    },
  );
});

describe("the protection key of a target", () => {
  test.each<[string, object]>([
    ["the gateway's identity", identity],
    ["an access key", key],
  ])("is given with %s, and told without a secret", async (_, config) => {
    expect(await terraform.apply({ ...config, key: "keys/one" })).toEqual(done("create"));
    expect(await held()).toMatchObject({ protectionKey: "/keys/one" });
    expect(await terraform.apply({ ...config, key: "/keys/one" })).toEqual(done("none"));
    expect(at.commands()).toEqual(["target-get"]);
  });

  test("is changed together with the key that a rotator has put there, although no secret is given", async () => {
    await terraform.apply(key);
    await at.gateway.targets.updateAws({
      ...{ name: "/aws/d", description: null, region: "eu-west-1" },
      credentials: { kind: "key", keyId: "AKIAROTATEDROTATED00", secret: new SecretText("rotated") },
    });
    const config = { ...key, secret_access_key_wo: null, key: "/keys/two" };
    expect(await terraform.apply(config)).toEqual(done("update"));
    // The region that the configuration leaves open stays, too.
    expect(await held()).toMatchObject({
      protectionKey: "/keys/two",
      secret: "rotated",
      region: "eu-west-1",
    });
    expect(await terraform.apply(config)).toEqual(done("none"));
  });

  test("is seen to have been changed elsewhere, and set back", async () => {
    await terraform.apply({ ...key, key: "/keys/one" });
    const held1 = await at.gateway.targets.heldKey("/aws/d");
    if (!held1?.key) throw new Error("no key is held");
    await at.gateway.targets.updateAws({
      ...{ name: "/aws/d", description: null, region: null, protectionKey: "/keys/two" },
      credentials: { kind: "key", ...held1.key },
    });
    expect(await terraform.apply({ ...key, key: "/keys/one" })).toEqual(done("update"));
    expect(await held()).toMatchObject({ protectionKey: "/keys/one", secret: "the-first-secret" });
  });

  test("stays, with nothing sent, where it is taken out of the configuration", async () => {
    await terraform.apply({ ...key, key: "/keys/one" });
    at.commands();
    expect(await terraform.apply(key)).toEqual(done("update"));
    expect(writes()).toEqual([]);
    expect(await held()).toMatchObject({ protectionKey: "/keys/one" });
    expect(await terraform.apply(key)).toEqual(done("none"));
  });

  test("is not changed where the caller may not read the key that would go along", async () => {
    await terraform.apply(key);
    const error401 = "Status 401 Unauthorized, Error: UnauthorizedAccess.";
    const refusal = { status: 401, body: { error: error401 }, times: 2 };
    at.sandboxGateway.answerNext("target-get-details", refusal);
    at.commands();
    const config = { ...key, secret_access_key_wo: null, key: "/keys/one" };
    const error = errorOf(await terraform.apply(config));
    expect(error).toContain("[CREDENTIAL_SOURCE_UNCLEAR]");
    expect(error).toContain("protection key");
    expect(error).toContain("Nothing was changed.");
    expect(writes()).toEqual([]);
  });

  test("is imported, and a configuration that names it has nothing to change", async () => {
    await terraform.apply({ ...identity, key: "/keys/one" });
    terraform.state = null;
    await terraform.import("/aws/d,use_gateway_identity=true");
    expect(terraform.state).toMatchObject({ key: "/keys/one" });
    expect(await terraform.apply({ ...identity, key: "/keys/one" })).toEqual(done("none"));
  });
});
