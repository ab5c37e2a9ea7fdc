import { homeOf } from "../../support/aws/home.js";
import { LatchkeyCommand } from "../../support/cli/latchkey-command.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { FakeHcp } from "../../support/hcp/fake-hcp.js";
import { HandedOver, ROTATOR, TARGET } from "../../support/hook/handed-over.js";
import { HookProcess } from "../../support/hook/hook-process.js";

// Real processes, each of which loads the AWS SDK, on a machine with other work.
jest.setTimeout(120_000);

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYSECRETKEY1";
const TASK_KEY = "hmac-key-of-the-run-task";

/** Profiles whose credentials cannot be had, and what every command says of them. */
const PROFILES: readonly [what: string, config: string, says: string][] = [
  [
    "a process fails",
    `[profile deploy]\ncredential_process = sh -c 'echo ${SECRET}; echo ${SECRET} >&2; exit 3'\n`,
    'the credential_process of profile "deploy" has failed',
  ],
  [
    "a session was never begun",
    "[profile deploy]\nsso_session = corp\nsso_account_id = 000000424242\nsso_role_name = Deploy\n[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-central-1\n",
    'IAM Identity Center that profile "deploy" works with is missing',
  ],
  ["there is no such profile", "", 'there is no profile "deploy"'],
];

let stage: HandedOver;
beforeEach(async () => {
  stage = await HandedOver.begin();
  await stage.handOver();
});
afterEach(() => stage.end());

/** The environment of a person who works with the profile. */
function environment(config: string): Record<string, string> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...rest } = stage.sandbox.environment;
  const { env } = homeOf({ config });
  return {
    ...rest,
    HOME: env.HOME ?? "",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PROFILE: "deploy",
  };
}

describe.each(PROFILES)("where %s", (_, config, says) => {
  test.each<[string, (userArn: string) => readonly string[]]>([
    ["status", (userArn) => ["status", "--target", TARGET, "--user", userArn]],
    ["retire", (userArn) => ["retire", "--target", TARGET, "--user", userArn, "--rotator", ROTATOR, "--yes"]],
    [
      "audit",
      () => ["audit", file(temporaryFolder(), "notes.txt", "the key AKIAIOSFODNN7EXAMPL2 of somebody\n")],
    ],
  ])("latchkey %s says so, and does nothing", async (_command, args) => {
    const latchkey = new LatchkeyCommand(environment(config));
    const { code, stdout, stderr } = await latchkey.run(...args(stage.userArn));
    expect(code).toBe(2);
    expect((stdout + stderr).replace(/\s+/g, " ")).toContain(says);
    expect(stdout + stderr).not.toContain(SECRET);
    expect(stage.keyWrites()).toEqual([]);
    latchkey.close();
  });

  test("latchkey hook serve tells HCP Terraform so, and does nothing", async () => {
    const hcp = await FakeHcp.start();
    const hook = await HookProcess.start(
      [
        ...["--target", TARGET, "--rotator", ROTATOR, "--seed-user-arn", stage.userArn],
        ...["--allow-loopback-callback", "--quiet-period-seconds", "0"],
      ],
      { ...environment(config), LATCHKEY_KEY_SETTLE_SECONDS: "0", LATCHKEY_HOOK_TASK_KEY: TASK_KEY },
    );
    const { result } = await hcp.runTask(hook.urls.run_task, { key: TASK_KEY });
    const finished = await result.finished;
    expect(finished.status).toBe("failed");
    expect(JSON.stringify(finished).replaceAll("\\", "")).toContain(says.split('"')[0]);
    expect(hook.printed.stdout + hook.printed.stderr + JSON.stringify(finished)).not.toContain(SECRET);
    expect(stage.keyWrites()).toEqual([]);
    await hook.end();
    await hcp.close();
  });
});
