import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(120_000);

const TARGET = "/prod/aws";
const ADDRESS = "latchkey_target_aws.it";

let bench: Bench;
afterEach(() => bench?.close());

describeIf(terraformMissing())("latchkey_target_aws, seeded with an IAM user", () => {
  let arn: string;
  const seeded = (more = "") => `
    resource "latchkey_target_aws" "it" {
      name          = "${TARGET}"
      seed_user_arn = "${arn}"
      ${more}
    }`;

  beforeEach(async () => {
    bench = await Bench.open({ attached: true });
    arn = await bench.user("gw", TARGET);
    bench.news();
    await bench.terraform.configure(seeded());
    await bench.terraform.apply();
  });

  test("is handed one key that works, and the second plan finds nothing to do", async () => {
    expect(bench.news()).toEqual({
      aws: ["CreateAccessKey"],
      // The journal entry begins, tells the key, and says that the create is finished.
      gateway: ["create-secret", "update-item", "target-create-aws", "update-item"],
    });
    const held = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(bench.keys("gw")).toEqual([`${held} Active`]);
    await expect(bench.terraform.state(ADDRESS)).resolves.toMatchObject({
      name: TARGET,
      seed_key_id: held,
      gateway_record: "present",
    });
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    await expect(bench.leaks()).resolves.toEqual([]);
  });

  test("is changed in place, and keeps its key", async () => {
    const held = bench.sandbox.gateway.heldKeyId(TARGET);
    bench.terraform.reconfigure(seeded('description = "for the shop"\nregion = "eu-west-1"'));
    const { changes } = await bench.terraform.plan();
    expect(changes).toEqual([
      { address: ADDRESS, actions: ["update"], attributes: ["description", "region"] },
    ]);
    await bench.terraform.apply();
    expect(bench.sandbox.gateway.heldKeyId(TARGET)).toBe(held);
    expect(bench.keys("gw")).toEqual([`${held} Active`]);
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });

    // The gateway takes another protection key only together with the access key.
    bench.news();
    bench.terraform.reconfigure(
      seeded('description = "for the shop"\nregion = "eu-west-1"\nkey = "/keys/one"\nmax_versions = 5'),
    );
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: ["target-update-aws"] });
    expect(bench.keys("gw")).toEqual([`${held} Active`]);
    expect(bench.sandbox.gateway.heldKeyId(TARGET)).toBe(held);
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    await expect(bench.leaks()).resolves.toEqual([]);
  });

  test("shows a description that somebody else has changed, and puts it back", async () => {
    await bench.gateway("update-target", { name: TARGET, description: "mine now" });
    const { changes, drift } = await bench.terraform.plan();
    expect({ changes, drift }).toEqual({
      changes: [{ address: ADDRESS, actions: ["update"], attributes: ["description"] }],
      drift: [ADDRESS],
    });
    await bench.terraform.apply();
    await expect(bench.terraform.plan()).resolves.toMatchObject({ changes: [] });
  });

  test("is imported by its path and the user's ARN, without a change", async () => {
    await bench.terraform.succeed("state", "rm", ADDRESS);
    await bench.terraform.succeed("import", "-input=false", ADDRESS, `${TARGET},${arn}`);
    bench.news();
    await expect(bench.terraform.plan()).resolves.toMatchObject({ changes: [] });
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
  });

  test("is made anew when the gateway has lost it, and the orphaned key is removed", async () => {
    const lost = bench.sandbox.gateway.heldKeyId(TARGET);
    await bench.gateway("target-delete", { name: TARGET });
    const { changes } = await bench.terraform.plan();
    expect(changes).toEqual([{ address: ADDRESS, actions: ["delete", "create"] }]);
    await bench.terraform.apply();
    const held = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(held).not.toBe(lost);
    expect(bench.keys("gw")).toEqual([`${held} Active`]);
    await expect(bench.terraform.plan()).resolves.toMatchObject({ changes: [] });
  });

  test("is given a new key when its user has lost the one that it holds", async () => {
    const lost = bench.sandbox.gateway.heldKeyId(TARGET) ?? "";
    await bench.deleteKey("gw", lost);
    const { changes } = await bench.terraform.plan();
    expect(changes).toEqual([expect.objectContaining({ address: ADDRESS, actions: ["update"] })]);
    await bench.terraform.apply();
    const held = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(held).not.toBe(lost);
    expect(bench.keys("gw")).toEqual([`${held} Active`]);
    await expect(bench.terraform.plan()).resolves.toMatchObject({ changes: [] });
  });

  test("leaves no key when it is destroyed, and forgives that it is gone already", async () => {
    await bench.gateway("target-delete", { name: TARGET });
    await bench.terraform.destroy();
    expect(bench.keys("gw")).toEqual([]);
    expect(bench.sandbox.gateway.heldKeyId(TARGET)).toBeUndefined();
    await expect(bench.terraform.state(ADDRESS)).resolves.toBeUndefined();
  });
});

describeIf(terraformMissing())("latchkey_target_aws, with a key that was made elsewhere", () => {
  const given = (id: string, version: number) => `
    variable "secret" {
      type      = string
      ephemeral = true
    }
    resource "latchkey_target_aws" "it" {
      name                         = "prod/aws"
      access_key_id                = "${id}"
      secret_access_key_wo         = var.secret
      secret_access_key_wo_version = ${version}
    }`;

  test("is created, changed with its version, imported and destroyed, and the key stays its owner's", async () => {
    bench = await Bench.open({ attached: true });
    await bench.user("elsewhere", undefined);
    const first = await bench.strayKey("elsewhere");
    const second = await bench.strayKey("elsewhere");
    const { terraform } = bench;

    await terraform.configure(given(first.id, 1));
    terraform.give({ TF_VAR_secret: first.secret });
    await terraform.apply();
    expect(bench.sandbox.gateway.heldKeyId(TARGET)).toBe(first.id);
    await terraform.succeed("plan", "-input=false", "-detailed-exitcode");

    terraform.reconfigure(given(second.id, 2));
    terraform.give({ TF_VAR_secret: second.secret });
    await terraform.apply();
    expect(bench.sandbox.gateway.heldKeyId(TARGET)).toBe(second.id);

    bench.news();
    await terraform.destroy();
    expect(bench.news()).toEqual({ aws: [], gateway: ["target-delete"] });
    expect(bench.keys("elsewhere")).toHaveLength(2);
    await expect(bench.leaks()).resolves.toEqual([]);
  });
});

describeIf(terraformMissing())("latchkey_target_aws, with the gateway's own identity", () => {
  const own = (more = "") => `
    resource "latchkey_target_aws" "it" {
      name                 = "${TARGET}"
      use_gateway_identity = true
      ${more}
    }`;

  test("is created, imported, recreated and destroyed without any key", async () => {
    bench = await Bench.open({ attached: true });
    const { terraform } = bench;
    await terraform.configure(own());
    await terraform.apply();
    await expect(terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    await terraform.succeed("state", "rm", ADDRESS);
    await terraform.succeed("import", "-input=false", ADDRESS, TARGET);
    await terraform.apply();
    await bench.gateway("target-delete", { name: TARGET });
    await expect(terraform.plan()).resolves.toMatchObject({
      changes: [{ address: ADDRESS, actions: ["create"] }],
    });
    await terraform.apply();

    const role = "arn:aws:iam::123456789012:role/gateway-work";
    terraform.reconfigure(own(`generate_external_id = true\nrole_arn = "${role}"`));
    await terraform.apply();
    const { external_id } = (await terraform.state(ADDRESS)) ?? {};
    const { value } = await bench.gateway("target-get-details", { name: TARGET });
    expect(value).toMatchObject({
      aws_target_details: {
        use_gw_cloud_identity: true,
        gw_cloud_identity_external_id_opt: { generated_external_id: external_id, role_arn: role },
      },
    });
    await expect(terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    await terraform.destroy();
    expect(bench.sandbox.aws.everCreatedKeyIds()).toEqual([]);
    expect(bench.news().aws).toEqual([]);
  });
});
