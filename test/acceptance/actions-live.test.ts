import { Bench } from "../support/acceptance/bench.js";
import { actionsMissing, describeIf } from "../support/acceptance/requirements.js";

jest.setTimeout(240_000);

const TARGET = "/prod/aws";
const SEED = "action.latchkey_retire_seed_key.seed";
const ROTATE = "action.latchkey_rotate_now.key";

const configuration = (arn: string, lifecycle: string) => `
resource "latchkey_target_aws" "aws" {
  name          = "${TARGET}"
  seed_user_arn = "${arn}"
}

resource "latchkey_rotated_secret_aws" "daily" {
  name          = "/prod/aws-rotator"
  target        = latchkey_target_aws.aws.name
  interval_days = 1
${lifecycle}
}

action "latchkey_retire_seed_key" "seed" {
  config {
    target               = latchkey_target_aws.aws.name
    rotator              = latchkey_rotated_secret_aws.daily.name
    seed_user_arn        = "${arn}"
    seed_key_id          = latchkey_target_aws.aws.seed_key_id
    quiet_period_seconds = 0
  }
}

action "latchkey_rotate_now" "key" {
  config {
    name = latchkey_rotated_secret_aws.daily.name
  }
}
`;

const TRIGGER = `
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [${SEED}]
    }
  }`;

describeIf(actionsMissing())("the action, on a Terraform that knows actions", () => {
  let bench: Bench;
  let arn: string;
  beforeEach(async () => {
    bench = await Bench.open({ sandbox: { foreignKeys: "leave" } });
    arn = await bench.user("gateway", TARGET);
  });
  afterEach(() => bench?.close());

  const held = () => bench.sandbox.gateway.heldKeyId(TARGET);

  test("retires the seed after the create that triggers it, once, and nothing is left afterwards", async () => {
    await bench.terraform.configure(configuration(arn, TRIGGER));
    const output = await bench.terraform.apply();
    expect(output).toContain("Action complete: action.latchkey_retire_seed_key.seed");
    const seed = (await bench.terraform.state("latchkey_target_aws.aws"))?.seed_key_id;
    expect(bench.keys("gateway")).toEqual([`${held()} Active`]);
    expect(held()).not.toBe(seed);

    bench.news();
    expect((await bench.terraform.plan()).changes).toEqual([]);
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });

    await bench.terraform.destroy();
    expect(bench.sandbox.aws.accessKeys()).toEqual([]);
    expect(await bench.leaks()).toEqual([]);
  });

  test("retires the seed when it is invoked by hand, and proves the working key when it is invoked again", async () => {
    await bench.terraform.configure(configuration(arn, ""));
    await bench.terraform.apply();
    const seed = held();
    expect(bench.keys("gateway")).toEqual([`${seed} Active`]);

    await bench.terraform.apply(`-invoke=${SEED}`);
    const working = held();
    expect(working).not.toBe(seed);
    expect(bench.keys("gateway")).toEqual([`${working} Active`]);

    bench.news();
    await bench.terraform.apply(`-invoke=${SEED}`);
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(held()).toBe(working);

    const output = await bench.terraform.apply(`-invoke=${ROTATE}`);
    expect(output).toContain("/prod/aws-rotator was rotated at ");
    expect(held()).not.toBe(working);
    expect(bench.keys("gateway")).toEqual([`${held()} Active`]);
    expect(bench.news().gateway).toEqual(["gateway-rotate-secret"]);
    expect(await bench.leaks()).toEqual([]);
  });
});
