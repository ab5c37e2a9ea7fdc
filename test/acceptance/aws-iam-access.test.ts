import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { layProviders } from "../../src/terraform/lay-providers.js";
import { childEnvironment } from "../../src/terraform/process/child-environment.js";
import { chooseAwsProviderSource } from "../../src/terraform/provider-mirror.js";
import { freshProvider } from "../support/acceptance/fresh-build.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";

jest.setTimeout(300_000);

const root = join(__dirname, "../..");
const CDKTF = join(root, "node_modules/cdktf-cli/bundle/bin/cdktf.js");
const TSX = join(root, "node_modules/tsx/dist/cli.mjs");
const example = (file: string) => join(root, "examples/aws-iam-access", file);
const GREETING = "good morning, instance";

(awsProviderOrNotice() ? describe : describe.skip)("the example aws-iam-access, deployed with cdktf", () => {
  let sandbox: Sandbox;
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    sandbox = await startSandbox();
    folder = mkdtempSync(join(tmpdir(), "iam-"));
    const [home, project] = ["home", "project"].map((name) => join(folder, name)) as [string, string];
    for (const one of [home, project]) mkdirSync(one);
    const aws = await chooseAwsProviderSource({ env: process.env });
    const rc = join(folder, "terraform.rc");
    writeFileSync(rc, await layProviders({ mirror: join(folder, "mirror"), aws, built: freshProvider() }));
    const app = [process.execPath, TSX, example("main.ts")].map((path) => `"${path}"`).join(" ");
    const config = {
      language: "typescript",
      app,
      output: "cdktf.out",
      sendCrashReports: "false",
      projectId: "example",
    };
    writeFileSync(join(project, "cdktf.json"), JSON.stringify(config));
    env = childEnvironment(process.env, {
      ...sandbox.environment,
      TF_VAR_greeting: GREETING,
      AWS_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      TF_CLI_CONFIG_FILE: rc,
      HOME: home,
      CDKTF_HOME: home,
      CDKTF_LOG_FILE_DIRECTORY: home,
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "true",
      CHECKPOINT_DISABLE: "1",
      CI: "true",
      FORCE_COLOR: "0",
    });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.close();
  });

  function run(
    args: readonly string[],
    more: NodeJS.ProcessEnv = {},
  ): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, args, {
      cwd: join(folder, "project"),
      env: { ...env, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
  }

  // The lock would ask the registry for our provider, which is not there.
  const deploy = () => run([CDKTF, "deploy", "--auto-approve", "--skip-provider-lock"]);
  const accessId = () => {
    const state = readFileSync(join(folder, "project", "terraform.aws-iam-access.tfstate"), "utf8");
    return (JSON.parse(state) as { outputs: { access_id: { value: string } } }).outputs.access_id.value;
  };
  /** What an instance gets to see, by what it tries. */
  async function tried(): Promise<readonly string[]> {
    const login = { LATCHKEY_ACCESS_ID: accessId(), LATCHKEY_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" };
    const { code, output } = await run([TSX, example("try.ts")], login);
    expect({ code, output }).toMatchObject({ code: 0 });
    return output
      .split(/^(?:Its own role, in its folder|Its own role, outside of it|Another role):\n/m)
      .slice(1);
  }
  test("an instance reads by its role, in its folder alone; with another role it is not let in", async () => {
    expect(await deploy()).toMatchObject({ code: 0 });
    const [inside, outside, otherRole] = await tried();
    expect(inside?.trim()).toBe(GREETING);

    expect(outside).toContain("Gateway permission denied");
    expect(outside).toContain("Status 401 Unauthorized, Error: UnauthorizedAccess.");

    expect(otherRole).toContain("Gateway login refused");
    expect(otherRole).toContain("Desc: Failed to authenticate token based access.");
    expect(otherRole).toContain(
      "Status 401 Unauthorized, Error: AuthenticationFailed. Message: access authentication failed",
    );
    expect(otherRole).toMatch(/to arn:aws:sts::\d{12}:assumed-role\/example-batch\/i-0123456789abcdef0/);
    expect([outside, otherRole].join()).not.toContain(GREETING);
  });
});
