import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { eventually } from "../support/protocol/eventually.js";

// After a kill, the next apply watches for 90 seconds whether the one before goes on.
jest.setTimeout(300_000);

const TARGET = "/prod/aws";

const configuration = (arn: string) => `
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
    quiet_period_seconds = 30
  }`;

describeIf(terraformMissing())("an apply that is interrupted", () => {
  let bench: Bench;
  let arn: string;

  beforeEach(async () => {
    // Long waits, so that the interruption certainly falls into one of them.
    bench = await Bench.open({
      sandbox: { foreignKeys: "leave" },
      env: { LATCHKEY_KEY_SETTLE_SECONDS: "60" },
    });
    arn = await bench.user("gw", TARGET);
    await bench.terraform.configure(configuration(arn));
  });
  afterEach(() => bench?.close());

  const apply = (env: Record<string, string> = {}) =>
    bench.terraform.start(["apply", "-auto-approve", "-input=false"], env);

  /** I2 and I4: what holds after the next apply, wherever the one before was ended. */
  async function laterApplyGoesThrough(): Promise<void> {
    bench.terraform.reconfigure(configuration(arn).replace("= 30", "= 0"));
    const { code, output } = await apply({ LATCHKEY_KEY_SETTLE_SECONDS: "0" }).ended;
    expect({ code, output }).toMatchObject({ code: 0 });
    const held = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(bench.keys("gw")).toEqual([`${held} Active`]);
    const { seed_key_id: seed, seed_status: status } =
      (await bench.terraform.state("latchkey_seed_retirement.it")) ?? {};
    expect(seed).not.toBe(held);
    expect(status).toBe("retired");
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    await expect(bench.leaks()).resolves.toEqual([]);
  }

  test("by Ctrl-C while the new key is being proven says so, stops at once, and a later apply goes through", async () => {
    const running = apply();
    await eventually(() => expect(bench.keys("gw")).toHaveLength(1));
    const pressed = Date.now();
    process.kill(running.child.pid ?? 0, "SIGINT");
    const { code, output } = await running.ended;
    expect(Date.now() - pressed).toBeLessThan(20_000);
    expect(code).toBe(1);
    expect(output).toContain("[SEED_INTERRUPTED]");
    await laterApplyGoesThrough();
  });

  test("by Ctrl-C while the seed is turned off says so, stops at once, and a later apply goes through", async () => {
    const running = apply({ LATCHKEY_KEY_SETTLE_SECONDS: "0" });
    await eventually(() => expect(bench.keys("gw").join()).toContain("Inactive"));
    process.kill(running.child.pid ?? 0, "SIGINT");
    const { code, output } = await running.ended;
    expect(code).toBe(1);
    expect(output).toContain("[SEED_INTERRUPTED]");
    await laterApplyGoesThrough();
  });

  test.each<[string, () => void, Record<string, string>]>([
    ["the new key is being proven", () => expect(bench.keys("gw")).toHaveLength(1), {}],
    [
      "the gateway holds the seed and nothing else is done",
      () => expect(bench.sandbox.gateway.heldKeyId(TARGET)).toBeDefined(),
      { LATCHKEY_KEY_SETTLE_SECONDS: "0" },
    ],
    [
      "the seed is turned off",
      () => expect(bench.keys("gw").join()).toContain("Inactive"),
      { LATCHKEY_KEY_SETTLE_SECONDS: "0" },
    ],
  ])("by kill -9 of everything while %s is healed by a later apply", async (_when, reached, env) => {
    const running = apply(env);
    await eventually(reached);
    process.kill(-(running.child.pid ?? 0), "SIGKILL");
    await running.ended;
    await laterApplyGoesThrough();
  });
});
