import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Bench } from "../../support/acceptance/bench.js";
import { freshBundle } from "../../support/acceptance/fresh-build.js";
import { describeIf, terraformMissing } from "../../support/acceptance/requirements.js";
import { terraformFile } from "../../support/acceptance/terraform-file.js";
import { type Finished, LatchkeyCommand } from "../../support/cli/latchkey-command.js";
import { temporaryFolder } from "../../support/cli/temporary-folder.js";
import { builtExecutables, PROVIDER } from "../../support/executables/build.js";
import { executablesMissing } from "../../support/executables/requirements.js";

jest.setTimeout(1_800_000);

const [TARGET, LEFT] = ["/prod/aws", "/prod/left"];

/** A target whose seed the configuration retires, and one whose seed it leaves to a person. */
const stack = (arn: string, leftArn: string) => `
  resource "latchkey_target_aws" "aws" {
    name          = "${TARGET}"
    seed_user_arn = "${arn}"
  }
  resource "latchkey_rotated_secret_aws" "aws" {
    name          = "${TARGET}-rotator"
    target        = latchkey_target_aws.aws.name
    interval_days = 1
  }
  resource "latchkey_seed_retirement" "aws" {
    target               = latchkey_target_aws.aws.name
    rotator              = latchkey_rotated_secret_aws.aws.name
    seed_user_arn        = "${arn}"
    seed_key_id          = latchkey_target_aws.aws.seed_key_id
    quiet_period_seconds = 0
  }
  resource "latchkey_target_aws" "left" {
    name          = "${LEFT}"
    seed_user_arn = "${leftArn}"
  }
  resource "latchkey_rotated_secret_aws" "left" {
    name   = "${LEFT}-rotator"
    target = latchkey_target_aws.left.name
  }`;

describeIf(terraformMissing() ?? executablesMissing())("with no Node on the PATH of Terraform", () => {
  const folder = temporaryFolder();
  const PATH = join(folder, "bin");
  const env = { PATH, TF_CLI_CONFIG_FILE: join(folder, "terraform.rc") };
  let bench: Bench;
  let command: LatchkeyCommand;
  beforeAll(async () => {
    mkdirSync(PATH);
    symlinkSync(terraformFile(), join(PATH, basename(terraformFile())));
    const executable = join(builtExecutables(), "latchkey");
    bench = await Bench.open({ sandbox: { foreignKeys: "leave" } });
    bench.terraform.give(env);
    command = new LatchkeyCommand({ ...bench.sandbox.environment, ...env }, [executable]);
  });
  afterAll(async () => {
    command?.close();
    await bench?.close();
  });

  /** Runs the executable; nothing that it prints may be secret. */
  async function latchkey(...args: readonly string[]) {
    const finished: Finished = await command.run(...args);
    for (const secret of bench.sandbox.issuedSecrets())
      expect(finished.stdout + finished.stderr).not.toContain(secret);
    const { code, stdout, stderr } = finished;
    return { code, told: stdout === "" ? stderr : JSON.parse(stdout) };
  }

  test("none is found there, neither by a program nor by a shell", () => {
    for (const name of ["node", "nodejs", "bun"])
      expect(spawnSync(name, ["--version"], { env: { PATH } }).error).toMatchObject({ code: "ENOENT" });
    const bundle = spawnSync(join(freshBundle(), PROVIDER), { env: { PATH }, encoding: "utf8" });
    expect(bundle.stdout).toContain("there is no node on the PATH of Terraform");
  });

  test("the executables do the whole job: installed, applied, rotated, retired, at rest, destroyed", async () => {
    const { terraform, sandbox } = bench;
    const install = await latchkey("provider", "install", "--mirror", join(folder, "mirror"), "--json");
    expect(install).toMatchObject({ code: 0, told: { form: "executable" } });
    writeFileSync(env.TF_CLI_CONFIG_FILE, install.told.cli_configuration);

    await terraform.configure(stack(await bench.user("gw", TARGET), await bench.user("left", LEFT)));
    await terraform.apply();
    const working = sandbox.gateway.heldKeyId(TARGET);
    expect(bench.keys("gw")).toEqual([`${working} Active`]);
    const { seed_key_id: seed, ...retired } = (await terraform.state("latchkey_seed_retirement.aws")) ?? {};
    expect(retired).toMatchObject({ seed_status: "retired", proof: "sts" });
    expect(sandbox.aws.everCreatedKeyIds()).toEqual(expect.arrayContaining([seed, working]));
    expect(seed).not.toBe(working);

    const verdicts = async () => {
      const { code, told } = await latchkey("status", "--terraform", terraform.folder, "--json");
      const targets: { target: string; verdict: { code: string } }[] = told.targets;
      return [code, Object.fromEntries(targets.map(({ target, verdict }) => [target, verdict.code]))];
    };
    expect(await verdicts()).toEqual([1, { [TARGET]: "in-order", [LEFT]: "seed-in-use" }]);
    const left = sandbox.gateway.heldKeyId(LEFT);
    const retire = [
      "retire",
      "--terraform",
      terraform.folder,
      "--yes",
      "--json",
      "--quiet-period-seconds",
      "0",
    ];
    const outcomes = [
      { target: TARGET, outcome: "nothing_to_do" },
      { target: LEFT, outcome: "retired" },
    ];
    expect(await latchkey(...retire)).toMatchObject({ code: 0, told: { keys: outcomes } });
    expect(sandbox.gateway.heldKeyId(LEFT)).not.toBe(left);
    expect(bench.keys("left")).toEqual([`${sandbox.gateway.heldKeyId(LEFT)} Active`]);
    expect(await verdicts()).toEqual([0, { [TARGET]: "in-order", [LEFT]: "in-order" }]);

    bench.news();
    await expect(terraform.plan()).resolves.toEqual({ changes: [], drift: [] });
    await terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    await sandbox.clock.advance(48 * 3600);
    expect(sandbox.gateway.heldKeyId(TARGET)).not.toBe(working);
    bench.news();
    await terraform.apply();
    expect(bench.news()).toEqual({ aws: [], gateway: [] });
    expect(await bench.leaks()).toEqual([]);

    await terraform.destroy();
    expect(sandbox.aws.accessKeys()).toEqual([]);
    // Where the system shows processes: what was started is the executable and nothing else.
    const programs = new Set(
      terraform.witnessed().flatMap(({ processes }) => processes.flatMap((each) => [...each.programs])),
    );
    if (process.platform === "linux")
      expect([...programs]).toEqual(
        expect.arrayContaining([expect.stringMatching(/^provider-(?:glibc|musl)$/)]),
      );
    expect([...programs].filter((name) => /^(?:node|bun)/.test(name))).toEqual([]);
  });
});
