import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SandboxOptions } from "../../src/sandbox/sandbox.js";
import type { AwsProviderSource } from "../../src/terraform/cli-config.js";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { Bench } from "../support/acceptance/bench.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { type Finished, LatchkeyCommand } from "../support/cli/latchkey-command.js";
import { accessKey, type StateResource, stateText } from "../support/cli/terraform-state.js";
import { Requests } from "../support/constructs/requests.js";
import { eventually } from "../support/protocol/eventually.js";

jest.setTimeout(300_000);

const example = join(__dirname, "../../examples/retire");
const guide = join(__dirname, "../../docs/retire.md");
const TARGET = "/prod/aws";
const ROTATOR = "/prod/aws-rotator";

let bench: Bench;
let latchkey: LatchkeyCommand;

async function open(
  sandbox: SandboxOptions = { foreignKeys: "leave" },
  aws?: AwsProviderSource,
): Promise<void> {
  bench = await Bench.open({ attached: true, sandbox, ...(aws && { aws }) });
  latchkey = new LatchkeyCommand({
    ...bench.sandbox.environment,
    LATCHKEY_KEY_SETTLE_SECONDS: "0",
    TF_CLI_CONFIG_FILE: join(bench.terraform.folder, "terraform.rc"),
  });
}

afterEach(async () => {
  latchkey.close();
  await bench.close();
});

/** Runs `latchkey retire`; nothing that it prints may be secret. */
async function retire(...args: readonly string[]): Promise<Finished> {
  const finished = await latchkey.run("retire", ...args);
  expectNoSecret(finished);
  return finished;
}

function expectNoSecret({ stdout, stderr }: Finished): void {
  for (const secret of bench.sandbox.issuedSecrets()) expect(stdout + stderr).not.toContain(secret);
}

/** What the one key of a run became. */
function onlyKey({ stdout }: Finished) {
  const { keys } = JSON.parse(stdout);
  expect(keys).toHaveLength(1);
  return keys[0];
}

const HASTE = ["--quiet-period-seconds", "0"] as const;

(awsProviderOrNotice() ? describe : describe.skip)("a stack whose key Terraform has made", () => {
  test("is freed of it: the key dies, the printed blocks make Terraform forget it, and nothing else changes", async () => {
    await open({ foreignKeys: "leave" }, await chooseAwsProviderSource({ env: process.env }));
    const { terraform } = bench;
    const configuration = join(terraform.folder, "main.tf");
    copyFileSync(join(example, "before.tf"), configuration);
    await terraform.succeed("init", "-input=false");
    await terraform.apply();
    const seed = bench.sandbox.gateway.heldKeyId(TARGET) ?? "";
    expect(bench.keys("gateway")).toEqual([`${seed} Active`]);
    const requests = await Requests.asAdmin(bench.sandbox.gateway);
    await requests.issue("/prod/aws-admin");
    bench.news();

    const planned = await retire("--terraform", terraform.folder, "--dry-run");
    expect(planned.code).toBe(0);
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    // The guide shows what is printed, but for the key, its age and its use.
    const [, shown = ""] = /```text dry run\n([\s\S]*?)```/.exec(readFileSync(guide, "utf8")) ?? [];
    const plain = (text: string) =>
      text.replace(/AKIA…\w{4}/g, "AKIA…").replace(/\(Active, [^)]*\)/, "(Active, …)");
    expect(plain(planned.stdout)).toContain(plain(shown));

    const done = await retire("--terraform", terraform.folder, "--yes", "--json", ...HASTE);
    expect({ code: done.code, outcome: onlyKey(done).outcome }).toEqual({ code: 0, outcome: "retired" });
    const working = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(working).not.toBe(seed);
    expect(bench.keys("gateway")).toEqual([`${working} Active`]);
    await requests.issue("/prod/aws-admin");
    bench.news();

    const again = await retire("--terraform", terraform.folder, "--yes", "--json");
    expect(onlyKey(again)).toMatchObject({ outcome: "nothing_to_do" });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });

    // What is printed is what the example's second configuration holds; first in the other syntax.
    const { removed, targets, delete_from_configuration } = JSON.parse(again.stdout).afterwards;
    expect(delete_from_configuration).toEqual(["aws_iam_access_key.seed", "latchkey_target_aws.aws"]);
    const after = readFileSync(join(example, "after.tf"), "utf8");
    expect(after).toContain(`${removed.hcl}\n${targets[0].hcl}`);
    const json = join(terraform.folder, "removed.tf.json");
    writeFileSync(configuration, after.replace(removed.hcl, ""));
    writeFileSync(json, JSON.stringify({ removed: removed.json }));
    expect((await terraform.plan()).changes).toEqual([
      { address: "aws_iam_access_key.seed", actions: ["forget"] },
      { address: "latchkey_target_aws.aws", actions: ["forget"] },
    ]);
    writeFileSync(json, "{}");
    writeFileSync(configuration, after);
    await terraform.apply();

    await expect(terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(terraform.read("terraform.tfstate")).not.toContain(seed);
    await requests.issue("/prod/aws-admin");
    await bench.sandbox.clock.advance(48 * 3600);
    expect(bench.sandbox.gateway.heldKeyId(TARGET)).not.toBe(working);
    expect(onlyKey(await retire("--terraform", terraform.folder, "--yes", "--json"))).toMatchObject({
      outcome: "nothing_to_do",
    });

    await terraform.destroy();
    expect(bench.sandbox.aws.accessKeys()).toEqual([]);
  });
});

(awsProviderOrNotice() ? describe : describe.skip)("a stack that has a key in Secrets Manager", () => {
  const NO_GATEWAY = { AKEYLESS_GATEWAY: "", AKEYLESS_ACCESS_ID: "", AKEYLESS_ACCESS_KEY: "" };
  const secretExample = join(__dirname, "../../examples/retire-machine-key");

  test("has it replaced without a gateway, the printed blocks fit, and nothing else changes", async () => {
    const aws = await chooseAwsProviderSource({ env: process.env });
    bench = await Bench.open({ attached: true, aws, env: NO_GATEWAY });
    const { terraform, sandbox } = bench;
    latchkey = new LatchkeyCommand({
      ...sandbox.environment,
      ...NO_GATEWAY,
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
      TF_CLI_CONFIG_FILE: join(terraform.folder, "terraform.rc"),
    });
    const configuration = join(terraform.folder, "main.tf");
    copyFileSync(join(secretExample, "before.tf"), configuration);
    await terraform.succeed("init", "-input=false");
    await terraform.apply();
    const [old = ""] = bench.keys("pusher");
    const args = ["--terraform", terraform.folder, "--yes", "--json", ...HASTE];

    const done = await retire(...args, "--grace-period-seconds", "0");
    expect({ code: done.code, outcome: onlyKey(done).outcome }).toEqual({ code: 0, outcome: "retired" });
    const [working = "", ...more] = bench.keys("pusher");
    expect(more).toEqual([]);
    expect(working).not.toBe(old);
    expect(working).toMatch(/ Active$/);
    bench.news();

    const again = await retire(...args);
    expect(onlyKey(again)).toMatchObject({ outcome: "nothing_to_do" });
    const { removed, machine_keys, delete_from_configuration } = JSON.parse(again.stdout).afterwards;
    expect(delete_from_configuration).toEqual([
      "aws_iam_access_key.pusher",
      "aws_secretsmanager_secret_version.pusher",
    ]);
    // What is printed is what the example's second configuration holds, but for AWS's own end of the ARN.
    const [, end = ""] = /secret:ci\/pusher-(\w{6})/.exec(machine_keys[0].hcl) ?? [];
    const after = readFileSync(join(secretExample, "after.tf"), "utf8").replace("AbCdEf", end);
    expect(after).toContain(`${removed.hcl}\n${machine_keys[0].hcl}`);
    writeFileSync(configuration, after);
    expect((await terraform.plan()).changes).toEqual([
      { address: "aws_iam_access_key.pusher", actions: ["forget"] },
      { address: "aws_secretsmanager_secret_version.pusher", actions: ["forget"] },
    ]);
    await terraform.apply();
    await expect(terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(bench.keys("pusher")).toEqual([working]);
    const state = terraform.read("terraform.tfstate");
    expect(state).toContain(working.split(" ")[0]);
    for (const secret of sandbox.issuedSecrets()) expect(state).not.toContain(secret);
    expect(sandbox.gateway.calls()).toEqual([]);

    await terraform.destroy();
    expect(sandbox.aws.accessKeys()).toEqual([]);
  });
});

describeIf(terraformMissing())("a stack of ours that retires no seed", () => {
  const stack = (arn: string, more = "") => `
    resource "latchkey_target_aws" "aws" {
      name          = "${TARGET}"
      seed_user_arn = "${arn}"
    }
    resource "latchkey_rotated_secret_aws" "daily" {
      name   = "${ROTATOR}"
      target = latchkey_target_aws.aws.name
    }
    ${more}`;

  test("gets its seed retired after the deploy, without a change to come, and the offered resource fits", async () => {
    await open();
    const arn = await bench.user("gw", TARGET);
    await bench.terraform.configure(stack(arn));
    await bench.terraform.apply();
    const done = await retire("--terraform", bench.terraform.folder, "--yes", "--json", ...HASTE);
    expect(onlyKey(done)).toMatchObject({ outcome: "retired", proof: "sts" });
    expect(bench.keys("gw")).toEqual([`${bench.sandbox.gateway.heldKeyId(TARGET)} Active`]);
    bench.news();
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });

    const { hcl } = JSON.parse(done.stdout).afterwards.targets[0];
    bench.terraform.reconfigure(
      stack(arn, hcl.replace("latchkey_rotated_secret_aws.NAME", "latchkey_rotated_secret_aws.daily")),
    );
    await bench.terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    await expect(bench.terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
  });

  test("Ctrl-C in the quiet period leaves the seed off and the gateway working; the next run goes on", async () => {
    await open();
    const arn = await bench.user("gw", TARGET);
    await bench.terraform.configure(stack(arn));
    await bench.terraform.apply();
    const seed = bench.sandbox.gateway.heldKeyId(TARGET);
    const args = ["--terraform", bench.terraform.folder, "--yes", "--json"];

    const { child, ended, printed } = latchkey.start("retire", ...args, "--quiet-period-seconds", "600");
    await eventually(() => expect(printed.stderr).toContain("waiting 600 s with the seed turned off"));
    child.kill("SIGINT");
    const interrupted = await ended;
    expectNoSecret(interrupted);
    expect(interrupted.code).toBe(130);
    expect(onlyKey(interrupted)).toMatchObject({
      outcome: "interrupted",
      error: {
        detail: expect.stringContaining("turned off but not deleted; the next run goes on from there"),
      },
    });
    const working = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(bench.keys("gw")).toEqual([`${seed} Inactive`, `${working} Active`]);
    await bench.gateway("target-get-details", { name: TARGET });

    bench.news();
    const finished = await retire(...args, ...HASTE);
    expect({ code: finished.code, outcome: onlyKey(finished).outcome }).toEqual({
      code: 0,
      outcome: "retired",
    });
    // With the seed its journal entry goes.
    expect(bench.news()).toEqual({ aws: ["DeleteAccessKey"], gateway: ["delete-item"] });
    expect(bench.keys("gw")).toEqual([`${working} Active`]);
  });
});

describe("a stack of the official provider, by its state file", () => {
  let file: string;

  /** A user with a key, which somebody has given to a target that a rotator works for. */
  async function deployed(dedicatedTo: string | undefined, sandbox?: SandboxOptions): Promise<string> {
    await open(sandbox);
    const arn = await bench.user("gw", dedicatedTo, "/legacy/");
    const { id, secret } = await bench.strayKey("gw");
    await bench.gateway("target-create-aws", { name: TARGET, "access-key-id": id, "access-key": secret });
    await bench.gateway("rotated-secret-create-aws", {
      name: ROTATOR,
      "target-name": TARGET,
      "rotator-type": "target",
      "authentication-credentials": "use-target-creds",
      "auto-rotate": "true",
      "rotation-interval": "1",
    });
    file = join(bench.terraform.folder, "terraform.tfstate");
    write(arn, id, secret);
    return id;
  }

  /** The state as the two providers would have left it; the official one tells what it saw at its last refresh. */
  function write(arn: string, id: string, secret: string, seen = { id, secret }): void {
    const key: StateResource = {
      type: "aws_iam_access_key",
      name: "seed",
      module: 'module.gateway["eu"]',
      attributes: { ...accessKey(id, "gw"), secret },
      dependsOn: ["module.gateway.aws_iam_user.gw"],
    };
    const target: StateResource = {
      type: "akeyless_target_aws",
      name: "aws",
      attributes: {
        id: TARGET,
        name: TARGET,
        access_key_id: seen.id,
        access_key: seen.secret,
        region: "us-east-2",
      },
    };
    const rotator: StateResource = {
      type: "akeyless_rotated_secret_aws",
      name: "daily",
      attributes: {
        name: ROTATOR,
        target_name: TARGET,
        rotator_type: "target",
        api_id: seen.id,
        api_key: seen.secret,
      },
    };
    const user: StateResource = {
      type: "aws_iam_user",
      name: "gw",
      module: 'module.gateway["eu"]',
      attributes: { name: "gw", arn },
    };
    writeFileSync(file, stateText([user, key, target, rotator]));
  }

  test("its key is retired, and what to write instead is told", async () => {
    const seed = await deployed(TARGET);
    const done = await retire("--state", file, "--yes", "--json", ...HASTE);
    expect({ code: done.code, key: onlyKey(done).outcome }).toEqual({ code: 0, key: "retired" });
    const working = bench.sandbox.gateway.heldKeyId(TARGET);
    expect(bench.keys("gw")).toEqual([`${working} Active`]);
    expect(working).not.toBe(seed);
    expect(JSON.parse(done.stdout).afterwards.removed.json).toEqual([
      { from: "module.gateway.aws_iam_access_key.seed", lifecycle: { destroy: false } },
      { from: "akeyless_target_aws.aws", lifecycle: { destroy: false } },
    ]);
  });

  test("is found after the gateway has rotated and the official provider has read the new key", async () => {
    const seed = await deployed(TARGET);
    await bench.gateway("gateway-rotate-secret", { name: ROTATOR });
    const working = bench.sandbox.gateway.heldKeyId(TARGET) ?? "";
    write("arn:aws:iam::000000424242:user/legacy/gw", seed, "x", { id: working, secret: "y" });
    bench.news();
    const done = await retire("--state", file, "--yes", "--json", ...HASTE);
    expect(onlyKey(done)).toMatchObject({ outcome: "retired" });
    expect(bench.news()).toEqual({ aws: ["UpdateAccessKey", "DeleteAccessKey"], gateway: [] });
    expect(bench.keys("gw")).toEqual([`${working} Active`]);
  });

  test("I7: a user without the tag is refused with the command that sets it; after it, the key is retired", async () => {
    const seed = await deployed(undefined);
    bench.news();
    const refused = await retire("--state", file, "--yes", ...HASTE);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain(
      `aws iam tag-user --user-name gw --tags '[{"Key":"latchkey:target","Value":"/prod/aws"}]'`,
    );
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(bench.keys("gw")).toEqual([`${seed} Active`]);
    await bench.tag("gw", TARGET);
    expect((await retire("--state", file, "--yes", ...HASTE)).code).toBe(0);
    expect(bench.keys("gw")).toEqual([`${bench.sandbox.gateway.heldKeyId(TARGET)} Active`]);
  });

  test("I7: a rotator of another target is not asked to rotate", async () => {
    await deployed(TARGET);
    await bench.gateway("target-create-aws", {
      name: "/other/aws",
      "access-key-id": "AKIAOTHER",
      "access-key": "other-key",
    });
    await bench.gateway("rotated-secret-create-aws", {
      name: "/other/rotator",
      "target-name": "/other/aws",
      "rotator-type": "target",
      "authentication-credentials": "use-target-creds",
    });
    bench.news();
    const refused = await retire("--state", file, "--rotator", "/other/rotator", "--yes");
    expect({ code: refused.code, said: refused.stdout }).toEqual({
      code: 1,
      said: expect.stringContaining("rotator /other/rotator replaces the key of /other/aws"),
    });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
  });

  describe.each(["leave", "delete"] as const)(
    "I8: where the gateway %ss a key that it did not make",
    (foreignKeys) => {
      test("a key with which a target of another stack works is refused before the first write, and retired after it", async () => {
        const seed = await deployed(TARGET, { foreignKeys });
        const { value } = await bench.gateway("target-get-details", { name: TARGET });
        const held = (value as { aws_target_details: Record<string, string> }).aws_target_details;
        await bench.gateway("target-create-aws", {
          name: "/team-b/aws",
          "access-key-id": held.aws_access_key_id,
          "access-key": held.aws_secret_access_key,
        });
        for (const how of [["--dry-run"], ["--yes"], ["--yes", "--despite", "/team-b/aws"]]) {
          bench.news();
          const refused = await retire("--state", file, "--json", ...HASTE, ...how);
          expect(refused.code).toBe(1);
          expect(onlyKey(refused)).toMatchObject({
            outcome: "refused",
            error: { code: "RETIRE_KEY_SHARED", detail: expect.stringContaining("/team-b/aws") },
          });
          expect(bench.news()).toEqual({ aws: [], gateway: [] });
        }
        expect(bench.keys("gw")).toEqual([`${seed} Active`]);
        expect(bench.sandbox.gateway.heldKeyId(TARGET)).toBe(seed);

        await bench.gateway("target-delete", { name: "/team-b/aws" });
        expect((await retire("--state", file, "--yes", ...HASTE)).code).toBe(0);
        expect(bench.keys("gw")).toEqual([`${bench.sandbox.gateway.heldKeyId(TARGET)} Active`]);
      });
    },
  );

  test("I8: what the caller may not list keeps a key of Terraform's, unless it is said that it does not matter", async () => {
    const seed = await deployed(TARGET);
    const error = "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access";
    bench.sandbox.gateway.answerNext("target-list", { status: 401, body: { error }, times: 1_000 });
    bench.news();
    const refused = await retire("--state", file, "--yes", "--json", ...HASTE);
    expect(onlyKey(refused)).toMatchObject({ error: { code: "RETIRE_HOLDERS_UNSEEN" } });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(bench.keys("gw")).toEqual([`${seed} Active`]);

    const despite = await retire("--state", file, "--yes", "--json", "--despite", "/", ...HASTE);
    expect(onlyKey(despite)).toMatchObject({
      outcome: "retired",
      not_shown: [expect.stringContaining("targets")],
    });
  });

  test("I8: a resource that holds the secret keeps the key, though it depends on the target as well", async () => {
    const seed = await deployed(TARGET);
    const state = JSON.parse(readFileSync(file, "utf8"));
    const key = state.resources.find(({ type }: { type: string }) => type === "aws_iam_access_key");
    const dependencies = ["module.gateway.aws_iam_access_key.seed", "akeyless_target_aws.aws"];
    state.resources.find(
      ({ type }: { type: string }) => type === "akeyless_target_aws",
    ).instances[0].dependencies = dependencies.slice(0, 1);
    const value = Buffer.from(`secret: ${key.instances[0].attributes.secret}`).toString("base64");
    state.resources.push({
      mode: "managed",
      type: "terraform_data",
      name: "copy",
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [{ attributes: { input: { value, type: "string" } }, dependencies }],
    });
    writeFileSync(file, JSON.stringify(state));
    bench.news();
    const refused = await retire("--state", file, "--yes", "--json", ...HASTE);
    expect(onlyKey(refused)).toMatchObject({
      outcome: "refused",
      error: {
        code: "RETIRE_KEY_USED_ELSEWHERE",
        detail: expect.stringContaining("stands in terraform_data.copy"),
      },
    });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(bench.keys("gw")).toEqual([`${seed} Active`]);
  });

  test("without a terminal and without --yes nothing is even looked at, and the exit code is 2", async () => {
    await deployed(TARGET);
    const before = bench.sandbox.gateway.calls().length + bench.sandbox.aws.calls().length;
    const { code, stderr } = await retire("--state", file);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("[CONFIRMATION_IMPOSSIBLE]"),
    });
    expect(bench.sandbox.gateway.calls().length + bench.sandbox.aws.calls().length).toBe(before);
  });

  test("the same without a state, by names: the two systems tell which key it is", async () => {
    const seed = await deployed(TARGET);
    const arn = "arn:aws:iam::000000424242:user/legacy/gw";
    const told = ["--target", TARGET, "--user", arn, "--rotator", ROTATOR, "--yes", "--json", ...HASTE];
    expect(onlyKey(await retire(...told))).toMatchObject({
      outcome: "retired",
      key: `AKIA…${seed.slice(-4)}`,
    });
    bench.news();
    expect(onlyKey(await retire(...told))).toMatchObject({ outcome: "nothing_to_do" });
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
  });
});
