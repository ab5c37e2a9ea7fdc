import { SecretText } from "../../../src/domain/secret-text.js";
import type { Outcome, TerraformModel } from "../../support/engine/terraform-model.js";
import { createRotator } from "../../support/gateway/by-hand.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());

const warnings = ({ diagnostics }: Outcome) => [...new Set(diagnostics.map(({ summary }) => summary))];
const writes = () => at.commands().filter((command) => /create|update|delete/.test(command));

const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
const OTHER_ID = "AKIAI44QH8DHBEXAMPLE";
const key = {
  name: "/i/t",
  access_key_id: KEY_ID,
  secret_access_key_wo: "the-first-secret",
  secret_access_key_wo_version: 1,
};
const RECORDED = "Credential source recorded, nothing sent";
const VERSION_RECORDED = "Version recorded, nothing sent";

describe("a target whose key has been rotated, imported", () => {
  let terraform: TerraformModel;
  beforeEach(async () => {
    await at.gateway.rotators.remove("/i/r");
    await at.gateway.targets.remove("/i/t");
    const rotated = { keyId: "AKIAROTATEDROTATED00", secret: new SecretText("rotated") };
    await at.gateway.targets.createAws({
      name: "/i/t",
      description: null,
      region: "eu-west-1",
      credentials: { kind: "key", ...rotated },
    });
    terraform = await at.terraform("latchkey_target_aws");
  });
  const rotator = () =>
    createRotator(at.gateway, {
      name: "/i/r",
      target: "/i/t",
      autoRotate: true,
      intervalDays: 1,
      rotationHour: null,
      description: null,
      tags: [],
    });
  const held = async () => {
    const { key: pair, region, usesGatewayIdentity } = (await at.gateway.targets.heldKey("/i/t")) ?? {};
    at.commands();
    return { secret: pair?.secret.reveal(), region, usesGatewayIdentity };
  };
  const ROTATED = { secret: "rotated", region: "eu-west-1", usesGatewayIdentity: false };

  async function imported(id: string) {
    expect(await terraform.import(id)).toEqual(done(null));
    at.commands();
  }

  test.each(["/i/t", `/i/t,access_key_id=${KEY_ID}`, "i/t"])(
    "as %s it is not given the older key of the configuration, which is recorded",
    async (id) => {
      await imported(id);
      const outcome = await terraform.apply(key);
      expect(outcome).toMatchObject({ action: "update", complaints: [] });
      expect(warnings(outcome)).toEqual([expect.stringMatching(/recorded, nothing sent/)]);
      expect(writes()).toEqual([]);
      expect(await held()).toEqual(ROTATED);
      expect(terraform.state).toMatchObject({ access_key_id: KEY_ID, secret_access_key_wo_version: 1 });
      expect(await terraform.apply(key)).toEqual(done("none"));
    },
  );

  test("it is warned of what it holds while nothing is sent", async () => {
    await imported("/i/t");
    const planned = await terraform.plan(key);
    expect(warnings(planned)).toEqual([RECORDED]);
    const { diagnostics } = await terraform.apply(key);
    expect(diagnostics.at(-1)?.detail).toContain("it holds access key AKIA…ED00");
  });

  test("its version is told by the id, so that there is nothing to record", async () => {
    await imported(`/i/t,access_key_id=${KEY_ID},secret_access_key_wo_version=1,region=eu-west-1`);
    expect(await terraform.apply({ ...key, region: "eu-west-1" })).toEqual(done("none"));
    expect(writes()).toEqual([]);
  });

  test.each([
    ["no source", { name: "/i/t" }],
    ["the gateway's identity set to false", { name: "/i/t", use_gateway_identity: false }],
  ])("it keeps what it holds under a configuration that names %s", async (_, config) => {
    await imported("/i/t");
    await terraform.apply(config);
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(writes()).toEqual([]);
    expect(await held()).toEqual(ROTATED);
  });

  test.each([
    ["the gateway's own identity", { use_gateway_identity: true }],
    ["an IAM user", { seed_user_arn: "arn:aws:iam::123456789012:user/nobody" }],
  ])("it is neither replaced nor changed when the configuration names %s", async (_, source) => {
    await imported("/i/t");
    const outcome = await terraform.apply({ name: "/i/t", ...source });
    expect(outcome).toMatchObject({ action: "update", complaints: [] });
    expect(warnings(outcome)).toEqual([RECORDED]);
    expect(writes()).toEqual([]);
    expect(await held()).toEqual(ROTATED);
  });

  test("its region is recorded without a write where it is that already, and another one keeps the key", async () => {
    await imported("/i/t");
    await terraform.apply({ name: "/i/t", region: "eu-west-1" });
    expect(writes()).toEqual([]);
    await terraform.apply({ name: "/i/t", region: "eu-central-1", description: "d" });
    expect(await held()).toEqual({ ...ROTATED, region: "eu-central-1" });
  });

  test("it is given the next version, as long as no rotator works for it", async () => {
    await imported("/i/t");
    await terraform.apply(key);
    expect(await terraform.apply({ ...key, secret_access_key_wo_version: 2 })).toEqual(done("update"));
    expect(await held()).toMatchObject({ secret: "the-first-secret" });
  });

  test("it refuses the next version of the same key while a rotator works for it, and takes another key", async () => {
    await imported("/i/t");
    await terraform.apply(key);
    await rotator();
    at.commands();
    const error = errorOf(await terraform.apply({ ...key, secret_access_key_wo_version: 2 }));
    expect(error).toContain("[GIVEN_KEY_ROTATED]");
    expect(error).toContain('"/i/r"');
    expect(error).not.toContain(KEY_ID);
    expect(writes()).toEqual([]);
    expect(await held()).toEqual(ROTATED);
    expect(await terraform.apply(key)).toEqual(done("none"));

    const other = {
      ...key,
      access_key_id: OTHER_ID,
      secret_access_key_wo: "another",
      secret_access_key_wo_version: 2,
    };
    const outcome = await terraform.apply(other);
    expect(warnings(outcome)).toEqual(["Key of a rotated target replaced"]);
    expect(await held()).toMatchObject({ secret: "another" });
  });
});

describe("a target of this configuration", () => {
  let terraform: TerraformModel;
  beforeEach(async () => {
    await at.gateway.rotators.remove("/i/r");
    await at.gateway.targets.remove("/i/t");
    terraform = await at.terraform("latchkey_target_aws");
  });

  test("whose source was changed in the gateway keeps that one when it moves", async () => {
    await terraform.apply(key);
    await at.gateway.targets.updateAws({
      name: "/i/t",
      description: null,
      region: null,
      credentials: { kind: "gateway-identity" },
    });
    expect(await terraform.apply({ ...key, region: "eu-west-1" })).toEqual(done("update"));
    expect(await at.gateway.targets.heldKey("/i/t")).toMatchObject({
      usesGatewayIdentity: true,
      region: "eu-west-1",
    });
  });

  test("that is to use the gateway's identity and was given a key there keeps that key when it moves", async () => {
    await terraform.apply({ name: "/i/t", use_gateway_identity: true });
    await at.gateway.targets.updateAws({
      name: "/i/t",
      description: null,
      region: null,
      credentials: { kind: "key", keyId: OTHER_ID, secret: new SecretText("theirs") },
    });
    await terraform.apply({ name: "/i/t", use_gateway_identity: true, region: "eu-west-1" });
    expect(await at.gateway.targets.heldKeyId("/i/t")).toMatchObject({ keyId: OTHER_ID });
  });

  test("that changes from the gateway's identity to a key is given that key: its first version is no import's", async () => {
    await terraform.apply({ name: "/i/t", use_gateway_identity: true });
    expect(await terraform.apply(key)).toEqual(done("update"));
    expect(await at.gateway.targets.heldKeyId("/i/t")).toMatchObject({ keyId: KEY_ID });
  });

  test("keeps its key when its version is left out, and is given none by the first version after that", async () => {
    await terraform.apply(key);
    const { secret_access_key_wo: _, secret_access_key_wo_version: __, ...bare } = key;
    expect(await terraform.apply(bare)).toEqual(done("update"));
    at.commands();
    const again = await terraform.apply({
      ...key,
      secret_access_key_wo: "x",
      secret_access_key_wo_version: 2,
    });
    expect(warnings(again)).toEqual([VERSION_RECORDED]);
    expect(writes()).toEqual([]);
  });
});

describe("a static secret, imported", () => {
  const config = { name: "/i/s", value_wo: "an-old-value", value_wo_version: 1 };
  let terraform: TerraformModel;
  beforeEach(async () => {
    await at.gateway.staticSecrets.remove("/i/s");
    const shape = { name: "/i/s", format: "text", description: null, tags: [] };
    await at.gateway.staticSecrets.create(shape, new SecretText("a-newer-value"));
    terraform = await at.terraform("latchkey_static_secret");
  });
  const keepsItsValue = async () => {
    expect(writes()).toEqual([]);
    expect(await at.gateway.staticSecrets.holds("/i/s", new SecretText("a-newer-value"))).toBe(true);
    at.commands();
  };

  test("keeps its value, although the configuration has an older one, and takes the next version", async () => {
    await terraform.import("/i/s");
    at.commands();
    const outcome = await terraform.apply(config);
    expect(outcome).toMatchObject({ action: "update", complaints: [] });
    expect(warnings(outcome)).toEqual([VERSION_RECORDED]);
    await keepsItsValue();
    expect(await terraform.apply(config)).toEqual(done("none"));
    expect(await terraform.apply({ ...config, value_wo_version: 2 })).toEqual(done("update"));
    expect(await at.gateway.staticSecrets.holds("/i/s", new SecretText("an-old-value"))).toBe(true);
  });

  test("plans nothing without a value and a version, and nothing where the id has told the version", async () => {
    await terraform.import("/i/s");
    at.commands();
    expect(await terraform.apply({ name: "/i/s" })).toEqual(done("none"));
    terraform.state = null;
    await terraform.import("/i/s,value_wo_version=1");
    at.commands();
    expect(await terraform.apply(config)).toEqual(done("none"));
    await keepsItsValue();
  });

  test("has its first version recorded also by somebody who does not have the value", async () => {
    await terraform.import("/i/s");
    at.commands();
    expect(await terraform.apply({ name: "/i/s", value_wo_version: 1 })).toMatchObject({ action: "update" });
    await keepsItsValue();
  });
});

test("a static secret is not made without a version", async () => {
  const terraform = await at.terraform("latchkey_static_secret");
  const error = errorOf(await terraform.apply({ name: "/i/new", value_wo: "v" }));
  expect(error).toContain("[WRITE_ONLY_VERSION_MISSING]");
});
