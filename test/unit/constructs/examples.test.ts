import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resourceTables } from "../../../src/schema/index.js";
import type { Table } from "../../../src/vocabulary/index.js";

const folder = join(__dirname, "../../../examples");
const stories = readdirSync(folder, { withFileTypes: true })
  .filter(({ name }) => existsSync(join(folder, name, "main.ts")))
  .map(({ name }) => name);

/** Values that are in the environment of whoever synthesizes, and must not be in what is synthesized. */
const CANARIES = {
  TF_VAR_db_password: "canary-db-password",
  AWS_ACCESS_KEY_ID: "AKIACANARYCANARY1234",
  AWS_SECRET_ACCESS_KEY: "canary-aws-secret",
  AWS_SESSION_TOKEN: "canary-aws-session",
  LATCHKEY_ACCESS_ID: "p-canarycanary",
  LATCHKEY_ACCESS_KEY: "canary-latchkey-access-key",
  AKEYLESS_ACCESS_KEY: "canary-akeyless-access-key",
  LATCHKEY_TOKEN: "t-canary-token",
};

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** Runs an example as `cdktf synth` does, and gives what each of its stacks became. */
function synthesize(
  story: string,
  env: NodeJS.ProcessEnv = {},
): { name: string; text: string; resource: Resources }[] {
  const out = mkdtempSync(join(tmpdir(), "latchkey-example-"));
  const before = { ...process.env };
  Object.assign(process.env, CANARIES, { CDKTF_OUTDIR: out }, env);
  try {
    jest.isolateModules(() => require(join(folder, story, "main.ts")));
    return readdirSync(join(out, "stacks")).map((name) => {
      const text = readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8");
      return { name, text, resource: JSON.parse(text).resource };
    });
  } finally {
    process.env = before;
    rmSync(out, { recursive: true });
  }
}

describe.each(stories)("the example %s", (story) => {
  test("synthesizes one stack of the same name", () => {
    expect(synthesize(story).map(({ name }) => name)).toEqual([story]);
  });

  test("is told of in the examples' README", () => {
    expect(readFileSync(join(folder, "README.md"), "utf8")).toContain(`](${story}/main.ts)`);
  });

  test("writes no secret: what is write-only is a reference, and nothing of the environment is in it", () => {
    for (const { text, resource } of synthesize(story)) {
      for (const table of resourceTables as readonly unknown[] as readonly Table[]) {
        for (const body of Object.values(resource[`latchkey_${table.type}`] ?? {})) {
          for (const [name, { mode }] of Object.entries(table.attributes)) {
            if (mode === "writeOnly" && name in body) expect(body[name]).toMatch(/^\$\{.*\}$/);
          }
        }
      }
      for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary);
      expect(text).not.toMatch(/\b(AKIA|ASIA)[A-Z0-9]{12,}/);
      expect(resource).not.toHaveProperty("aws_iam_access_key");
    }
  });
});

test("the quickstart is what it promises: user, target, daily rotation, aws-admin, secret, retirement", () => {
  const [{ text = "", resource = {} } = {}] = synthesize("quickstart");
  const only = (type: string) => {
    const [body, ...more] = Object.values(resource[type] ?? {});
    expect(more).toEqual([]);
    return body;
  };
  expect(only("aws_iam_user")).toMatchObject({
    tags: { "latchkey:target": "/services/products/production/aws" },
  });
  expect(only("latchkey_target_aws")).toMatchObject({
    name: "/services/products/production/aws",
    seed_user_arn: expect.stringMatching(/^\$\{aws_iam_user\..*\.arn\}$/),
  });
  expect(only("latchkey_rotated_secret_aws")).toMatchObject({ interval_days: 1 });
  expect(only("latchkey_dynamic_secret_aws")).toMatchObject({
    name: "/services/products/production/aws-admin",
    access_mode: "assume_role",
  });
  expect(only("latchkey_static_secret")).toMatchObject({
    value_wo: expect.stringMatching(/var\.db_password/),
  });
  expect(only("latchkey_seed_retirement")).toBeDefined();
  expect(only("aws_iam_role")).toMatchObject({ assume_role_policy: expect.stringMatching(/aws_iam_user\./) });
  expect(JSON.parse(text).variable.db_password.ephemeral).toBe(true);
});

test("the machine user keeps its state in a workspace where an organization is named, and works in the region that is named", () => {
  const [stack] = synthesize("machine-user", {
    TF_CLOUD_ORGANIZATION: "my-organization",
    AWS_REGION: "eu-west-1",
  });
  expect(JSON.parse(stack?.text ?? "")).toMatchObject({
    terraform: {
      cloud: {
        hostname: "app.terraform.io",
        organization: "my-organization",
        workspaces: { name: "my-secretsmanager-workspace" },
      },
    },
    provider: { aws: [{ region: "eu-west-1" }] },
  });
  const [alone] = synthesize("machine-user", { TF_CLOUD_ORGANIZATION: "", AWS_REGION: undefined });
  expect(JSON.parse(alone?.text ?? "").terraform).not.toHaveProperty("cloud");
});
