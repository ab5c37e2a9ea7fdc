import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteAccessKeyCommand } from "@aws-sdk/client-iam";
import { FakeHcp } from "../../support/audit/fake-hcp.js";
import { keyResource, madeUpKey, state } from "../../support/audit/keys.js";
import { latchkeyCommand, run } from "../../support/audit/latchkey-command.js";
import { githubSarif } from "../../support/audit/sarif-rules.js";
import { parseYaml, type Yaml } from "../../support/audit/yaml.js";
import { AwsBench, type Credentials } from "../../support/aws-sandbox.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

jest.setTimeout(60_000);

const EXAMPLES = join(__dirname, "..", "..", "..", "examples", "audit");

let aws: AwsBench;
let checkout: string;
let bin: string;
let key: Credentials;

beforeAll(() => {
  bin = temporaryFolder();
  latchkeyCommand(bin);
  // It would install from the registry; that it is asked to is enough.
  file(bin, "npm", '#!/bin/sh\necho "npm $*"\n', 0o755);
});
beforeEach(async () => {
  aws = await AwsBench.open();
  checkout = temporaryFolder();
  key = await aws.user("ci");
  const { accessKeyId: id, secretAccessKey: secret } = key;
  file(checkout, "stack/terraform.tfstate", state([keyResource({ id, secret })]));
});
afterEach(() => aws.close());

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: temporaryFolder(),
    AWS_ENDPOINT_URL: aws.sandbox.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: aws.sandbox.deployer.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.sandbox.deployer.secretAccessKey,
    ...more,
  };
}

async function deleteKey(): Promise<void> {
  await aws.iam().send(new DeleteAccessKeyCommand({ UserName: "ci", AccessKeyId: key.accessKeyId }));
}

function example(name: string): YamlMap {
  return parseYaml(readFileSync(join(EXAMPLES, name), "utf8")) as YamlMap;
}

type YamlMap = { [name: string]: Yaml };

describe("the GitHub workflow", () => {
  const workflow = example("github-actions.yml");
  const job = (workflow.jobs as YamlMap).audit as YamlMap;
  const steps = job.steps as YamlMap[];

  /** Runs its own commands as a runner would, up to the one that fails. What `settings` leave out is empty. */
  async function work(
    settings: Readonly<Record<string, string>> = {},
    more: Readonly<Record<string, string>> = {},
  ) {
    const temp = temporaryFolder();
    const outputs = new Map<string, string>();
    const filled = (text: Yaml | undefined) =>
      String(text ?? "").replace(/\$\{\{ ([\w.]+) \}\}/g, (_, name: string) => {
        const output = /^steps\.(\w+)\.outputs\.(\w+)$/.exec(name);
        if (output) return outputs.get(`${output[1]}.${output[2]}`) ?? "";
        return name === "runner.temp" ? temp : (settings[name] ?? "");
      });
    let log = "";
    for (const step of steps) {
      if (step.run === undefined) continue;
      const output = file(temporaryFolder(), "output");
      const env = Object.fromEntries(
        Object.entries((step.env ?? {}) as YamlMap).map(([name, value]) => [name, filled(value)]),
      );
      const { code, stdout, stderr } = await run("bash", ["-e", "-o", "pipefail", "-c", filled(step.run)], {
        cwd: checkout,
        env: environment({ ...more, ...env, RUNNER_TEMP: temp, GITHUB_OUTPUT: output }),
      });
      log += stdout + stderr;
      for (const line of readFileSync(output, "utf8").split("\n")) {
        const [name, value] = line.split("=");
        if (name) outputs.set(`${step.id}.${name}`, value ?? "");
      }
      if (code !== 0) return { failed: step.name, log, temp };
    }
    return { failed: undefined, log, temp };
  }

  const sarifIn = (temp: string) =>
    githubSarif.parse(JSON.parse(readFileSync(join(temp, "latchkey.sarif"), "utf8"))).runs[0];

  test("fails in its last step on a live key, after the alerts were written for the upload", async () => {
    const { failed, log, temp } = await work();
    expect(failed).toBe("Fail on a live key");
    expect(log).toContain("npm install --global latchkey@");
    expect(log).toContain("1 live");
    expect(sarifIn(temp)?.results[0]).toMatchObject({
      ruleId: "live-key-with-secret",
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "stack/terraform.tfstate", uriBaseId: "%SRCROOT%" } },
        },
      ],
    });
    const upload = steps.findIndex(({ uses }) =>
      String(uses).startsWith("github/codeql-action/upload-sarif@"),
    );
    expect(upload).toBeGreaterThan(steps.findIndex(({ id }) => id === "audit"));
    expect(upload).toBeLessThan(steps.findIndex(({ name }) => name === failed));
  });

  test("passes, with an empty file that closes the alert, once the key has been deleted", async () => {
    await deleteKey();
    const { failed, log, temp } = await work();
    expect({ failed, log }).toEqual({ failed: undefined, log: expect.stringContaining("No live key.") });
    expect(sarifIn(temp)?.results).toEqual([]);
  });

  test("warns, and passes, where AWS does not tell", async () => {
    file(checkout, "stack/terraform.tfstate", madeUpKey(1).id);
    const { failed, log } = await work();
    expect({ failed, log }).toEqual({ failed: undefined, log: expect.stringContaining("::warning::") });
  });

  test("audits the workspace, too, that is set", async () => {
    await deleteKey();
    const hcp = await new FakeHcp().open();
    try {
      const { accessKeyId: id, secretAccessKey: secret } = await aws.user("other");
      hcp.workspaces.set("acme/net", [{ id: "sv-1", state: state([keyResource({ id, secret })]) }]);
      const settings = { "vars.HCP_WORKSPACE": "acme/net", "secrets.TFE_TOKEN": hcp.token };
      const { failed, log } = await work(settings, { TFE_HOSTNAME: hcp.apiUrl });
      expect({ failed, log }).toEqual({
        failed: "Fail on a live key",
        log: expect.stringContaining("1 live, 1 dead"),
      });
      expect(log).not.toContain(hcp.token);
    } finally {
      await hcp.close();
    }
  });

  test("asks for what it needs and for no more", () => {
    expect(workflow.permissions).toEqual({
      actions: "read", // for the upload, in a private repository
      contents: "read",
      "id-token": "write",
      "security-events": "write",
    });
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w/-]+@v\d+$/);
  });
});

describe("the Atlantis hook", () => {
  const [repo = {}] = example("atlantis.yaml").repos as YamlMap[];
  const [hook = {}] = repo.post_workflow_hooks as YamlMap[];

  async function work() {
    const status = file(temporaryFolder(), "status");
    const done = await run("sh", ["-c", String(hook.run)], {
      cwd: checkout,
      env: environment({ DIR: checkout, OUTPUT_STATUS_FILE: status, COMMAND_HAS_ERRORS: "false" }),
    });
    return { ...done, status: readFileSync(status, "utf8").trim() };
  }

  test("runs after plans and applies of every repository", () => {
    expect(repo.id).toBe("/.*/");
    expect(hook.commands).toBe("plan, apply");
  });

  test("fails on a live key, and says so in the commit status", async () => {
    const { code, status, stdout } = await work();
    expect({ code, status }).toEqual({ code: 1, status: "a live AWS key was found" });
    expect(stdout).not.toContain(key.secretAccessKey);
  });

  test("passes once the key has been deleted", async () => {
    await deleteKey();
    expect(await work()).toMatchObject({ code: 0, status: "no live AWS key" });
  });

  test("passes where AWS does not tell, and says so", async () => {
    file(checkout, "stack/terraform.tfstate", madeUpKey(1).id);
    expect(await work()).toMatchObject({ code: 0, status: "could not tell whether AWS keys live" });
  });
});
