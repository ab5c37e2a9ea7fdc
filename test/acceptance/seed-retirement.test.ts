import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(120_000);

const TARGET = "/prod/aws";
const RETIREMENT = "latchkey_seed_retirement.it";

let bench: Bench;
afterEach(() => bench?.close());

async function opened(foreignKeys: "leave" | "delete", env: Record<string, string> = {}): Promise<string> {
  bench = await Bench.open({ attached: true, sandbox: { foreignKeys }, env });
  return bench.user("gw", TARGET);
}

const whole = (arn: string, quietSeconds = 0) => `
  resource "latchkey_target_aws" "it" {
    name          = "${TARGET}"
    seed_user_arn = "${arn}"
  }
  resource "latchkey_rotated_secret_aws" "it" {
    name   = "/prod/rotator"
    target = latchkey_target_aws.it.name
  }
  resource "latchkey_seed_retirement" "it" {
    target               = latchkey_target_aws.it.name
    rotator              = latchkey_rotated_secret_aws.it.name
    seed_user_arn        = "${arn}"
    seed_key_id          = latchkey_target_aws.it.seed_key_id
    quiet_period_seconds = ${quietSeconds}
  }`;

describeIf(terraformMissing())("latchkey_seed_retirement", () => {
  test("turns the seed off, waits, deletes it, and writes no secret anywhere, at TRACE", async () => {
    const arn = await opened("leave");
    const log = join(bench.terraform.folder, "trace.log");
    await bench.terraform.configure(whole(arn, 1));
    bench.news();
    const plan = await bench.terraform.start(["plan", "-input=false", "-out=plan"], {
      TF_LOG: "TRACE",
      TF_LOG_PATH: log,
    }).ended;
    const apply = await bench.terraform.start(["apply", "-input=false", "plan"], {
      TF_LOG: "TRACE",
      TF_LOG_PATH: log,
    }).ended;
    expect([plan.code, apply.code]).toEqual([0, 0]);

    expect(bench.news().aws).toEqual([
      "CreateAccessKey",
      "CreateAccessKey",
      "UpdateAccessKey",
      "DeleteAccessKey",
    ]);
    const [seed, working] = bench.sandbox.aws.everCreatedKeyIds();
    const off = bench.sandbox.aws.calls().find(({ action }) => action === "UpdateAccessKey");
    const gone = bench.sandbox.aws.calls().find(({ action }) => action === "DeleteAccessKey");
    expect([off?.parameters, gone?.parameters]).toEqual([
      { UserName: "gw", AccessKeyId: seed, Status: "Inactive" },
      { UserName: "gw", AccessKeyId: seed },
    ]);
    expect((gone?.at.getTime() ?? 0) - (off?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(bench.keys("gw")).toEqual([`${working} Active`]);
    await expect(bench.terraform.state(RETIREMENT)).resolves.toMatchObject({
      seed_key_id: seed,
      seed_status: "retired",
      proof: "sts",
      retired_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(readdirSync(bench.terraform.folder)).toEqual(expect.arrayContaining(["plan", "trace.log"]));
    await expect(bench.leaks()).resolves.toEqual([]);
    for (const secret of bench.sandbox.issuedSecrets())
      expect(plan.output + apply.output).not.toContain(secret);
  });

  test("finds the seed gone where the gateway deletes what it has replaced, and proves the working key", async () => {
    const arn = await opened("delete");
    await bench.terraform.configure(whole(arn));
    await bench.terraform.apply();
    expect(bench.keys("gw")).toEqual([`${bench.sandbox.gateway.heldKeyId(TARGET)} Active`]);
    await expect(bench.terraform.state(RETIREMENT)).resolves.toMatchObject({
      seed_status: "retired",
      proof: "sts",
    });
  });

  test("does nothing more: not in the next apply, and not after the gateway has rotated by itself", async () => {
    const arn = await opened("leave");
    await bench.terraform.configure(whole(arn));
    await bench.terraform.apply();
    const before = bench.sandbox.gateway.heldKeyId(TARGET);
    for (const hours of [0, 48]) {
      await bench.sandbox.clock.advance(hours * 3600);
      bench.news();
      await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
      await bench.terraform.apply();
      expect(bench.news()).toEqual({ aws: [], gateway: [] });
    }
    expect(bench.sandbox.gateway.heldKeyId(TARGET)).not.toBe(before);
    expect(bench.keys("gw")).toHaveLength(1);
  });

  test("retires again what was not retired: the seed of a target that was made anew", async () => {
    const arn = await opened("leave");
    await bench.terraform.configure(whole(arn));
    await bench.terraform.apply();
    await bench.gateway("rotated-secret-delete", { name: "/prod/rotator" });
    const orphaned = bench.sandbox.gateway.heldKeyId(TARGET) ?? "";
    await bench.gateway("target-delete", { name: TARGET });
    // The gateway made that key, and nothing says any more what works with it.
    await expect(bench.terraform.failingApply()).resolves.toContain("[SEED_KEY_NOT_OURS]");
    expect(bench.keys("gw")).toEqual([`${orphaned} Active`]);
    await bench.deleteKey("gw", orphaned);
    await bench.terraform.apply();
    const held = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(bench.keys("gw")).toEqual([`${held} Active`]);
    const { seed_key_id: seed } = (await bench.terraform.state(RETIREMENT)) ?? {};
    expect(seed).not.toBe(held);
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("is imported by its four parts, without a change", async () => {
    const arn = await opened("leave");
    await bench.terraform.configure(whole(arn));
    await bench.terraform.apply();
    const { seed_key_id: seed } = (await bench.terraform.state(RETIREMENT)) ?? {};
    await bench.terraform.succeed("state", "rm", RETIREMENT);
    const id = [TARGET, "/prod/rotator", arn, seed].join(",");
    await bench.terraform.succeed("import", "-input=false", RETIREMENT, id);
    bench.news();
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("is destroyed with the target, and no key is left", async () => {
    const arn = await opened("leave");
    await bench.terraform.configure(whole(arn));
    await bench.terraform.apply();
    await bench.terraform.destroy();
    expect(bench.keys("gw")).toEqual([]);
    await expect(bench.terraform.succeed("state", "list")).resolves.toBe("");
  });
});
