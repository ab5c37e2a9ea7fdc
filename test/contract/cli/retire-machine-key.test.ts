import { CreateAccessKeyCommand, IAMClient, UntagUserCommand } from "@aws-sdk/client-iam";
import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { agreeing, machineHost } from "../../../src/cli/io.js";
import { type RetireFlags, retireOptions } from "../../../src/cli/retire/options.js";
import { runRetire } from "../../../src/cli/retire.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { AwsBench } from "../../support/aws-sandbox.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { type StateResource, stateText } from "../../support/cli/terraform-state.js";
import { watchedWorld } from "../../support/cli/watched-world.js";
import { MachineSystems } from "../../support/machine/systems.js";

// Real HTTP and SDKs to load, on a machine with other work.
jest.setTimeout(120_000);

const WEEK = 7 * 86_400;
const REGION = "eu-west-1";

let bench: AwsBench;
let clock: SandboxClock;
let systems: MachineSystems;
let iam: IAMClient;
let secrets: SecretsManagerClient;
/** The key that Terraform has made, and everything of it in the state. */
let old: { readonly id: string; readonly secret: string };

/** A stack from before: Terraform has made the key and has written it to the secret. No gateway is anywhere. */
beforeEach(async () => {
  const began = Date.now();
  clock = new SandboxClock(() => began);
  bench = await AwsBench.open({ clock });
  const { url, deployer } = bench.sandbox;
  const time = { now: () => clock.now(), random: () => 0.5, sleep: async () => {}, pass: () => {} };
  systems = await new MachineSystems(url, deployer, time).create("pusher");
  const common = { endpoint: url, region: REGION, credentials: deployer };
  iam = new IAMClient(common);
  secrets = new SecretsManagerClient(common);
  jest.replaceProperty(process, "env", {
    ...process.env,
    AWS_ACCESS_KEY_ID: deployer.accessKeyId,
    AWS_SECRET_ACCESS_KEY: deployer.secretAccessKey,
  });
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "pusher" }));
  old = { id: AccessKey?.AccessKeyId ?? "", secret: AccessKey?.SecretAccessKey ?? "" };
  await write({ AWS_ACCESS_KEY_ID: old.id, AWS_SECRET_ACCESS_KEY: old.secret });
});
afterEach(async () => {
  iam.destroy();
  secrets.destroy();
  systems.close();
  await bench.close();
});

async function write(value: object): Promise<void> {
  const SecretString = JSON.stringify(value);
  await secrets.send(new PutSecretValueCommand({ SecretId: systems.arn, SecretString }));
}

function stateFile(...more: readonly StateResource[]): string {
  const resources: StateResource[] = [
    {
      type: "aws_iam_access_key",
      name: "pusher",
      attributes: { id: old.id, user: "pusher", secret: old.secret, status: "Active" },
      dependsOn: ["aws_iam_user.pusher"],
    },
    {
      type: "aws_secretsmanager_secret_version",
      name: "pusher",
      attributes: {
        secret_id: systems.arn,
        secret_string: JSON.stringify({ AWS_ACCESS_KEY_ID: old.id, AWS_SECRET_ACCESS_KEY: old.secret }),
      },
      dependsOn: ["aws_iam_access_key.pusher", "aws_secretsmanager_secret.pusher"],
    },
    { type: "aws_iam_user", name: "pusher", attributes: { name: "pusher", arn: systems.userArn } },
    { type: "aws_secretsmanager_secret", name: "pusher", attributes: { arn: systems.arn } },
    ...more,
  ];
  return file(temporaryFolder(), "terraform.tfstate", stateText(resources));
}

interface Ran {
  readonly code: number;
  readonly key: Record<string, unknown> & { error: { code: string; detail: string } | null };
  readonly afterwards: Record<string, never> | null;
  /** What was changed in AWS. */
  readonly writes: readonly string[];
}

async function retire(flags: RetireFlags = {}): Promise<Ran> {
  const env = { AWS_ENDPOINT_URL: bench.sandbox.url, AWS_REGION: REGION, LATCHKEY_KEY_SETTLE_SECONDS: "0" };
  const before = bench.sandbox.calls().length;
  const watched = watchedWorld(env);
  const time = { now: () => clock.now(), random: () => 0.5, sleep: (ms: number) => clock.advance(ms / 1000) };
  const world = { ...watched, clock: time };
  const code = await runRetire(retireOptions(flags), agreeing(machineHost(world)), world);
  const { stdout, stderr } = watched.printed;
  for (const secret of bench.sandbox.issuedSecrets()) expect(stdout + stderr).not.toContain(secret);
  const { keys, afterwards } = JSON.parse(stdout);
  expect(keys).toHaveLength(1);
  const calls = bench.sandbox.calls().slice(before);
  return {
    code,
    key: keys[0],
    afterwards,
    writes: calls.filter((one) => one.write).map((one) => one.action),
  };
}

const readKey = async () => (await systems.value()).AWS_ACCESS_KEY_ID;
const HASTE = { gracePeriodSeconds: 0, quietPeriodSeconds: 0 } as const;

test("replaces a key of Terraform's in its secret with overlap, and ends it after the grace", async () => {
  const state = stateFile();
  const first = await retire({ state });
  expect(first).toMatchObject({ code: 0, key: { outcome: "in_grace", proof: "sts", secret: systems.arn } });
  const fresh = await readKey();
  expect(fresh).not.toBe(old.id);
  expect(await systems.keyIds()).toEqual([old.id, fresh]);
  await systems.use({ AWS_ACCESS_KEY_ID: old.id, AWS_SECRET_ACCESS_KEY: old.secret });

  await clock.advance(WEEK - 3_600);
  expect(await retire({ state })).toMatchObject({ code: 0, key: { outcome: "in_grace" }, writes: [] });
  await clock.advance(2 * 3_600);
  expect(await retire({ state })).toMatchObject({ code: 0, key: { outcome: "retired" } });
  expect(await systems.keyIds()).toEqual([fresh]);
  expect(await readKey()).toBe(fresh);

  const again = await retire({ state });
  expect(again).toMatchObject({ code: 0, key: { outcome: "nothing_to_do" }, writes: [] });
  expect(again.afterwards).toEqual(first.afterwards);
});

test("tells in every language what makes Terraform forget it, and keep the new one", async () => {
  const { afterwards } = await retire({ state: stateFile(), ...HASTE });
  const id = `${systems.arn},user_arn=${systems.userArn},grace_period_seconds=0`;
  expect(afterwards).toMatchObject({
    delete_from_configuration: ["aws_iam_access_key.pusher", "aws_secretsmanager_secret_version.pusher"],
    removed: {
      json: [
        { from: "aws_iam_access_key.pusher", lifecycle: { destroy: false } },
        { from: "aws_secretsmanager_secret_version.pusher", lifecycle: { destroy: false } },
      ],
    },
    machine_keys: [
      {
        address: "aws_secretsmanager_secret_version.pusher",
        hcl: `resource "latchkey_machine_key" "pusher" {
  secret_id            = aws_secretsmanager_secret.pusher.arn
  user_arn             = aws_iam_user.pusher.arn
  grace_period_seconds = 0
}

import {
  to = latchkey_machine_key.pusher
  id = "${id}"
}
`,
        cdktf: `new LatchkeyMachineKey(stack, "pusher", {
  secretId: "${systems.arn}",
  userArn: "${systems.userArn}",
  gracePeriodSeconds: 0,
}).importFrom("${id}");
`,
      },
    ],
  });
});

test("foresees the same in a dry run, and changes nothing", async () => {
  const { key, writes } = await retire({ state: stateFile(), dryRun: true });
  expect(writes).toEqual([]);
  expect(key).toMatchObject({
    outcome: "planned",
    steps: [
      { do: "create" },
      { do: "write" },
      { do: "prove" },
      { do: "promote" },
      { do: "grace", seconds: WEEK },
      { do: "deactivate" },
      { do: "wait", seconds: 15 },
      { do: "delete" },
    ],
  });
});

test("keeps the fields as they are called, after a person has edited the value", async () => {
  await write({ secret: old.secret, id: old.id });
  await retire({ state: stateFile(), ...HASTE });
  expect(Object.keys(await systems.value())).toEqual(["id", "secret"]);
  expect(await systems.keyIds()).toEqual([(await systems.value()).id]);
});

test("takes over a key that a person has copied, by secret and user, without a state", async () => {
  const flags = retireFlags();
  expect(await retire(flags)).toMatchObject({ code: 0, key: { outcome: "retired" } });
  expect(await systems.keyIds()).toEqual([await readKey()]);
  expect(await retire(flags)).toMatchObject({ code: 0, key: { outcome: "nothing_to_do" }, writes: [] });
});

test("ends it after the grace without a state, too", async () => {
  const flags = { secret: systems.arn, user: systems.userArn };
  expect(await retire(flags)).toMatchObject({ code: 0, key: { outcome: "in_grace" } });
  expect(await systems.keyIds()).toEqual([old.id, await readKey()]);
  await clock.advance(WEEK + 60);
  expect(await retire(flags)).toMatchObject({ code: 0, key: { outcome: "retired" } });
  expect(await systems.keyIds()).toEqual([await readKey()]);
});

/** Which the command line understands: an ARN as text. */
function retireFlags(): RetireFlags {
  return { secret: systems.arn, user: systems.userArn, ...HASTE };
}

test("a key that is used after it was replaced is not ended, and the exit code tells", async () => {
  const state = stateFile();
  await retire({ state });
  await clock.advance(WEEK + 60);
  await systems.use({ AWS_ACCESS_KEY_ID: old.id, AWS_SECRET_ACCESS_KEY: old.secret });
  const kept = await retire({ state });
  expect(kept).toMatchObject({
    code: 1,
    key: { outcome: "still_used", why: expect.stringContaining("with sts") },
  });
  expect(await systems.keyIds()).toContain(old.id);
});

describe("changes nothing, and says why, where", () => {
  const unchanged = async (flags: RetireFlags, code: string, detail: string | RegExp) => {
    const { key, writes, ...ran } = await retire({ ...HASTE, ...flags });
    expect({ code: ran.code, outcome: key.outcome, error: key.error?.code, writes }).toEqual({
      code: 1,
      outcome: "refused",
      error: code,
      writes: [],
    });
    expect(key.error?.detail).toMatch(detail);
    const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: systems.arn }));
    expect(Object.values(VersionIdsToStages ?? {}).flat()).not.toContain(`latchkey:${old.id}`);
    expect(await systems.keyIds()).toContain(old.id);
  };

  test("the user is not dedicated to the secret (I7)", async () => {
    await iam.send(new UntagUserCommand({ UserName: "pusher", TagKeys: ["latchkey:secret"] }));
    await unchanged({ state: stateFile() }, "SEED_USER_NOT_DEDICATED", /tag-user --user-name pusher/);
  });

  test("the user has another key, of which nothing tells whose it is (I8)", async () => {
    await iam.send(new CreateAccessKeyCommand({ UserName: "pusher" }));
    await unchanged({ state: stateFile() }, "SEED_KEY_NOT_OURS", /nothing proves that Latchkey made it/);
  });

  test("the secret has other fields, which a rotation would lose", async () => {
    await write({ AWS_ACCESS_KEY_ID: old.id, AWS_SECRET_ACCESS_KEY: old.secret, region: "eu-west-1" });
    await unchanged({ state: stateFile() }, "RETIRE_SECRET_UNFIT", /AWS_SECRET_ACCESS_KEY, region/);
  });

  test("readers get another key than Terraform's", async () => {
    await write({ AWS_ACCESS_KEY_ID: "AKIAELSE", AWS_SECRET_ACCESS_KEY: "x" });
    await unchanged({ state: stateFile() }, "RETIRE_NOT_IN_SECRET", /something else/);
  });

  test("another resource holds the key, too", async () => {
    const other: StateResource = {
      type: "aws_ssm_parameter",
      name: "copy",
      attributes: { value: Buffer.from(old.secret).toString("base64") },
    };
    await unchanged({ state: stateFile(other) }, "RETIRE_KEY_USED_ELSEWHERE", /aws_ssm_parameter\.copy/);
  });
});
