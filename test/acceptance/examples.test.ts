import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readers } from "../../src/proof/stories/machine-user/readers.js";
import type { SandboxAws } from "../../src/sandbox/aws/sandbox-aws.js";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import { childEnvironment } from "../../src/terraform/process/child-environment.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { ExampleFolder } from "../support/constructs/example-folder.js";
import { Requests } from "../support/constructs/requests.js";
import { StateWorkspaces } from "../support/hcp/state-workspaces.js";

jest.setTimeout(300_000);

const root = join(__dirname, "../..");
const stories = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter(({ name }) => existsSync(join(root, "examples", name, "main.ts")))
  .map(({ name }) => name);
/** Needs accounts that the sandbox does not play. */
const NOT_HERE = ["two-accounts"];
/** Are deployed with cdktf, by the stories of quickstart.test.ts and by dynamic-secrets.test.ts. */
const ON_ITS_OWN = ["quickstart", "second-stack", "dynamic-secrets", "aws-iam-access"];
const withAws = awsProviderOrNotice() ? test : test.skip;
const SUCCESS = expect.objectContaining({ code: 0 });

/** Needs no gateway, and is told of none. */
const WITHOUT_GATEWAY = ["machine-user"];
const NO_GATEWAY = { AKEYLESS_GATEWAY: "", AKEYLESS_ACCESS_ID: "", AKEYLESS_ACCESS_KEY: "" };

/** Has its state in a workspace of HCP Terraform that executes locally, as its seed document has. */
const IN_A_WORKSPACE = ["machine-user"];

/** What else holds of an example while it is deployed. */
const WHILE_DEPLOYED: Readonly<Record<string, (aws: SandboxAws) => Promise<void>>> = {
  "machine-user": async (aws) => {
    const readers = new Readers(aws, "us-east-1");
    const [key] = aws.accessKeys();
    expect(await readers.read("developers", "dummy-machine-sbx")).toEqual({
      AWS_ACCESS_KEY_ID: key?.id,
      AWS_SECRET_ACCESS_KEY: expect.stringMatching(/./),
    });
    await readers.withAdministrator(async (role) => {
      expect(await readers.read(role, "dummy-machine-sbx")).toBe("AccessDeniedException");
    });
  },
};

test("cdktf synth works in the repository as it is cloned, without a network", () => {
  const out = mkdtempSync(join(tmpdir(), "latchkey-synth-"));
  try {
    const nowhere = "http://127.0.0.1:9";
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), "synth", "--output", join(out, "cdktf.out")],
      {
        cwd: root,
        encoding: "utf8",
        env: childEnvironment(process.env, {
          CDKTF_HOME: out,
          CDKTF_LOG_FILE_DIRECTORY: out,
          CHECKPOINT_DISABLE: "1",
          CI: "true",
          HTTP_PROXY: nowhere,
          HTTPS_PROXY: nowhere,
          npm_config_offline: "true",
        }),
      },
    );
    expect({ status, said: stdout + stderr }).toEqual({
      status: 0,
      said: expect.stringContaining("Generated Terraform code for the stacks: quickstart"),
    });
    expect(existsSync(join(out, "cdktf.out/stacks/quickstart/cdk.tf.json"))).toBe(true);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

withAws.each(NOT_HERE)("the real providers find nothing wrong with the example %s", async (story) => {
  const folder = await ExampleFolder.open();
  try {
    expect(await folder.synthesize(story)).toEqual(SUCCESS);
    expect(await folder.terraform(story, "init")).toEqual(SUCCESS);
    expect(await folder.terraform(story, "validate", "-no-color")).toEqual({
      code: 0,
      output: expect.stringContaining("The configuration is valid."),
    });
  } finally {
    folder.remove();
  }
});

withAws.each(stories.filter((story) => ![...NOT_HERE, ...ON_ITS_OWN].includes(story)))(
  "the example %s deploys, is in order at once, issues what it says and leaves nothing",
  async (story) => {
    const sandbox = await startSandbox();
    const hcp = IN_A_WORKSPACE.includes(story) ? await new StateWorkspaces().open() : undefined;
    const env = {
      ...sandbox.environment,
      ...hcp?.environment,
      ...(WITHOUT_GATEWAY.includes(story) && NO_GATEWAY),
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
      TF_VAR_api_key: "a key of another system",
    };
    const folder = await ExampleFolder.open(env, { attached: true, cliConfig: hcp?.credentials ?? "" });
    try {
      const terraform = (...args: string[]) => folder.terraform(story, ...args, "-no-color", "-input=false");
      expect(await folder.synthesize(story)).toEqual(SUCCESS);
      expect(await folder.terraform(story, "init")).toEqual(SUCCESS);
      expect(await terraform("apply", "-auto-approve")).toEqual(SUCCESS);

      const before = sandbox.aws.calls().length;
      expect(await terraform("plan", "-detailed-exitcode")).toEqual(SUCCESS);
      expect(
        sandbox.aws
          .calls()
          .slice(before)
          .filter(({ write }) => write),
      ).toEqual([]);

      const asked = sandbox.aws.calls().length;
      await WHILE_DEPLOYED[story]?.(sandbox.aws);
      const answered = sandbox.aws.calls().length;

      const requests = await Requests.asAdmin(sandbox.gateway);
      for (const producer of await requests.temporaryUserProducers()) {
        const { id, access_key_id } = await requests.issue(producer);
        expect(sandbox.aws.accessKeys().map((key) => key.id)).toContain(access_key_id);
        await requests.revoke(producer, id);
        expect(sandbox.aws.accessKeys().map((key) => key.id)).not.toContain(access_key_id);
      }

      expect(await terraform("destroy", "-auto-approve")).toEqual(SUCCESS);
      expect(sandbox.aws.accessKeys()).toEqual([]);
      const calls = [...sandbox.aws.calls()];
      calls.splice(asked, answered - asked);
      expect(calls.filter(({ error }) => error?.startsWith("AccessDenied"))).toEqual([]);

      if (hcp) {
        expect(hcp.complaints).toEqual([]);
        expect(hcp.uploads.join()).toContain("latchkey_machine_key");
        expect(hcp.search(sandbox.issuedSecrets())).toEqual([]);
        expect((await folder.search(sandbox.issuedSecrets())).findings).toEqual([]);
      }
    } finally {
      folder.remove();
      await hcp?.close();
      await sandbox.close();
    }
  },
);
