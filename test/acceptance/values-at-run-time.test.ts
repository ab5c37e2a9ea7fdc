import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";

jest.setTimeout(300_000);

const PRODUCER = "/services/products/production/aws-admin";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const withAws = awsProviderOrNotice() !== undefined;

const root = join(__dirname, "..", "..");
const example = join(root, "examples", "second-stack");

let bench: Bench;

/** A gateway in which the first stack has made everything. */
async function open({ attached = true } = {}): Promise<void> {
  const aws = withAws ? { aws: await chooseAwsProviderSource({ env: process.env }) } : {};
  bench = await Bench.open({ attached, ...aws });
  await bench.gateway("target-create-aws", { name: "/prod/aws", "use-gw-cloud-identity": true });
  await bench.gateway("dynamic-secret-create-aws", {
    ...{ name: PRODUCER, "target-name": "/prod/aws", "aws-user-policies": ADMINISTRATOR },
  });
  await bench.gateway("create-secret", { name: "/prod/password", value: "a value of the gateway's own" });
  bench.news();
}

const temporaryUsers = () =>
  bench.sandbox.aws.accessKeys().flatMap(({ userName }) => (/^tmp\./.test(userName) ? [userName] : []));
const issued = () => bench.sandbox.gateway.events().filter(({ kind }) => kind === "issued").length;
const revoked = () => bench.sandbox.gateway.events().filter(({ kind }) => kind === "revoked").length;

describeIf(terraformMissing())("real Terraform", () => {
  beforeEach(() => open());
  afterEach(() => bench?.close());

  test("hands a static secret to a write-only argument, and nothing keeps it", async () => {
    await bench.terraform.configure(`
ephemeral "latchkey_static_secret" "password" {
  name = "/prod/password"
}
resource "latchkey_static_secret" "copy" {
  name             = "/prod/copy"
  value_wo         = ephemeral.latchkey_static_secret.password.value
  value_wo_version = 1
}`);
    await bench.terraform.apply();
    const told = await bench.gateway("get-secret-value", { names: ["/prod/copy"] });
    expect(told).toEqual({ "/prod/copy": "a value of the gateway's own" });
    expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
    expect(await bench.leaks()).toEqual([]);
  });

  test("refuses the key with which the gateway works, and reads no value for that", async () => {
    await bench.user("gw", "/prod/held");
    const key = await bench.strayKey("gw");
    await bench.gateway("target-create-aws", {
      ...{ name: "/prod/held", "access-key-id": key.id, "access-key": key.secret },
    });
    await bench.gateway("rotated-secret-create-aws", {
      ...{ name: "/prod/rotator", "target-name": "/prod/held", "rotator-type": "target" },
    });
    await bench.terraform.configure(`
ephemeral "latchkey_rotated_secret" "key" {
  name = "/prod/rotator"
}
resource "latchkey_static_secret" "copy" {
  name             = "/prod/copy"
  value_wo         = ephemeral.latchkey_rotated_secret.key.password
  value_wo_version = 1
}`);
    expect(await bench.terraform.failingApply()).toContain("[WORKING_KEY_KEPT]");
    const commands = bench.sandbox.gateway.calls().map(({ command }) => command);
    expect(commands).not.toContain("rotated-secret-get-value");
    expect(commands).not.toContain("create-secret-val");
  });

  test("lends a token, which nothing keeps and which is revoked at the end", async () => {
    await bench.terraform.configure(`
ephemeral "latchkey_token" "t" {}
resource "latchkey_static_secret" "copy" {
  name             = "/prod/copy"
  value_wo         = ephemeral.latchkey_token.t.token
  value_wo_version = 1
}`);
    await bench.terraform.apply();
    const { "/prod/copy": token } = await bench.gateway("get-secret-value", { names: ["/prod/copy"] });
    const { url } = bench.sandbox.gateway;
    const answer = await fetch(`${url}/validate-token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    expect(await answer.json()).toMatchObject({ is_valid: false });
    expect(await bench.leaks()).toEqual([]);
  });

  test("waits for a dynamic secret that the same apply makes, renames or leaves as it is", async () => {
    const made = (name: string, description: string) => `
resource "latchkey_dynamic_secret_aws" "made" {
  name        = "${name}"
  target      = "/prod/aws"
  access_mode = "iam_user"
  description = "${description}"
}
ephemeral "latchkey_dynamic_secret" "aws" {
  name = latchkey_dynamic_secret_aws.made.ready_name
}
resource "latchkey_static_secret" "copy" {
  name             = "/prod/copy"
  value_wo         = ephemeral.latchkey_dynamic_secret.aws.secret_access_key
  value_wo_version = 1
}`;
    await bench.terraform.configure(made("/prod/made", "one"));
    await bench.terraform.succeed("plan", "-input=false");
    expect(issued()).toBe(0);
    await bench.terraform.apply();
    expect([issued(), revoked()]).toEqual([1, 1]);
    expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
    expect(issued()).toBe(2);

    // What changes nothing about its name leaves it known; a new name does not.
    bench.terraform.reconfigure(made("/prod/made", "two"));
    expect((await bench.terraform.plan()).changes).toEqual([
      {
        ...{ address: "latchkey_dynamic_secret_aws.made", actions: ["update"] },
        attributes: ["description"],
      },
    ]);
    bench.terraform.reconfigure(made("/prod/renamed", "two"));
    await bench.terraform.apply();
    expect(await bench.terraform.state("latchkey_dynamic_secret_aws.made")).toMatchObject({
      ready_name: "/prod/renamed",
    });
    expect(await bench.terraform.plan()).toEqual({ changes: [], drift: [] });
    const events = bench.sandbox.gateway.events().filter(({ kind }) => kind === "issued");
    expect(events.at(-1)?.name).toBe("/prod/renamed");
    expect(revoked()).toBe(issued());
    expect(await bench.leaks()).toEqual([]);
  });

  test("leaves a user that the gateway ends by itself, where it is killed in the middle", async () => {
    await bench.close();
    // With providers of its own, which die with it.
    await open({ attached: false });
    await bench.terraform.configure(`
ephemeral "latchkey_dynamic_secret" "aws" {
  name = "${PRODUCER}"
}
resource "latchkey_static_secret" "copy" {
  name             = "/prod/copy"
  value_wo         = ephemeral.latchkey_dynamic_secret.aws.secret_access_key
  value_wo_version = 1
}
resource "terraform_data" "forever" {
  depends_on = [latchkey_static_secret.copy]
  provisioner "local-exec" {
    command = "sleep 600"
  }
}`);
    const run = bench.terraform.start(["apply", "-auto-approve", "-input=false"]);
    while (!/forever: Still creating|forever: Provisioning/.test(run.printed())) {
      await new Promise((resolve) => run.child.stdout.once("data", resolve));
    }
    // With all its children, providers among them.
    process.kill(-(run.child.pid ?? 0), "SIGKILL");
    await run.ended;

    // That of the plan was revoked, that of the apply is not.
    expect([issued(), revoked()]).toEqual([2, 1]);
    expect(temporaryUsers()).toHaveLength(1);
    await bench.sandbox.clock.advance(3600);
    expect(temporaryUsers()).toEqual([]);
    const kinds = bench.sandbox.gateway.events().map(({ kind }) => kind);
    expect(kinds).toEqual(["issued", "revoked", "issued", "expired"]);
    expect(await bench.leaks()).toEqual([]);
  });
});

describeIf(terraformMissing() ?? (withAws ? undefined : "tests with the real AWS provider"))(
  "the AWS provider of a second stack",
  () => {
    beforeEach(() => open());
    afterEach(() => bench?.close());

    // The same in CDKTF is a story of npm start: quickstart.test.ts.
    test("works with the credential of a dynamic secret, which nothing keeps and which is gone afterwards", async () => {
      copyFileSync(join(example, "main.tf"), join(bench.terraform.folder, "main.tf"));
      await bench.terraform.succeed("init", "-input=false");
      await bench.terraform.apply();

      const made = bench.sandbox.aws.calls().filter(({ action }) => action === "CreateUser");
      const byIt = made.filter(({ parameters }) => parameters.UserName === "application");
      expect(byIt).toMatchObject([{ error: null, caller: expect.stringMatching(/user\/tmp\./) }]);
      expect(issued()).toBeGreaterThan(0);
      expect(revoked()).toBe(issued());
      expect(temporaryUsers()).toEqual([]);

      expect((await bench.terraform.plan()).changes).toEqual([]);
      await bench.terraform.destroy();
      expect(revoked()).toBe(issued());
      expect(await bench.leaks()).toEqual([]);
    });
  },
);
