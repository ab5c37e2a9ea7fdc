import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";

jest.setTimeout(180_000);

let bench: Bench;
afterEach(() => bench?.close());

const EMPTY = { changes: [], drift: [] };

describeIf(terraformMissing())("a target that something works through", () => {
  let arn: string;
  const seeded = (name: string, more = "") => `
    resource "latchkey_target_aws" "seed" {
      name          = "${name}"
      seed_user_arn = "${arn}"
      ${more}
    }
    resource "latchkey_rotated_secret_aws" "r" {
      name   = "/rp/rot"
      target = latchkey_target_aws.seed.name
    }
    resource "latchkey_dynamic_secret_aws" "p" {
      name        = "/rp/prod"
      target      = latchkey_target_aws.seed.name
      access_mode = "assume_role"
      role_arns   = ["arn:aws:iam::000000424242:role/admin"]
    }
    resource "latchkey_seed_retirement" "ret" {
      target               = latchkey_target_aws.seed.name
      rotator              = latchkey_rotated_secret_aws.r.name
      seed_user_arn        = latchkey_target_aws.seed.seed_user_arn
      seed_key_id          = latchkey_target_aws.seed.seed_key_id
      quiet_period_seconds = 0
    }`;

  beforeEach(async () => {
    bench = await Bench.open({ attached: true });
    arn = await bench.user("rp", "/rp/seed");
    await bench.terraform.configure(seeded("/rp/seed"));
    await bench.terraform.apply();
    bench.news();
  });

  test("is renamed by one apply together with what refers to it, and the next plan is empty", async () => {
    const held = bench.sandbox.gateway.heldKeyId("/rp/seed");
    const before = await bench.terraform.state("latchkey_target_aws.seed");
    await bench.tag("rp", "/rp/seed2");
    bench.news();
    bench.terraform.reconfigure(seeded("/rp/seed2"));

    const { changes } = await bench.terraform.plan();
    expect(changes.map(({ actions }) => actions.join())).toEqual(["update", "update", "update", "update"]);
    await bench.terraform.apply();

    expect(bench.news()).toEqual({ aws: [], gateway: ["update-target"] });
    expect(bench.sandbox.gateway.heldKeyId("/rp/seed2")).toBe(held);
    expect(bench.keys("rp")).toEqual([`${held} Active`]);
    await expect(bench.terraform.state("latchkey_target_aws.seed")).resolves.toEqual({
      ...{ ...before, name: "/rp/seed2" },
    });
    await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);
    await bench.terraform.destroy();
    expect(bench.keys("rp")).toEqual([]);
  });

  test("is not replaced alone: nothing is touched, and the error says what works", async () => {
    const keys = bench.keys("rp");
    const failed = await bench.terraform.failingApply({
      TF_CLI_ARGS_apply: "-replace=latchkey_target_aws.seed",
    });
    expect(failed).toContain("GATEWAY_TARGET_IN_USE");
    expect(failed).toContain('rotator "/rp/rot"');
    expect(failed).toContain('dynamic producer "/rp/prod"');
    expect(failed).toContain(
      "terraform apply -replace=latchkey_target_aws.LABEL -replace=latchkey_dynamic_secret_aws.LABEL -replace=latchkey_rotated_secret_aws.LABEL",
    );
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(bench.keys("rp")).toEqual(keys);
    await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);

    await bench.terraform.apply(
      ...["target_aws.seed", "dynamic_secret_aws.p", "rotated_secret_aws.r"].map(
        (address) => `-replace=latchkey_${address}`,
      ),
    );
    expect(bench.keys("rp")).toEqual([`${bench.sandbox.gateway.heldKeyId("/rp/seed")} Active`]);
    expect(bench.keys("rp")).not.toEqual(keys);
    await expect(bench.terraform.plan()).resolves.toEqual(EMPTY);
  });
});
