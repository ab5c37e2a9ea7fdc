import { join } from "node:path";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { masked } from "../../../src/domain/masked.js";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";
import { freshProvider } from "../../support/acceptance/fresh-build.js";
import { eventually } from "../../support/protocol/eventually.js";
import { PluginClient, unknownOnWire, wire } from "../../support/protocol/plugin-client.js";
import { endPlugins, startPlugin } from "../../support/protocol/plugin-process.js";
import { providerFile } from "../../support/runtime/executables.js";
import { Administrator, ROTATOR, TARGET } from "../../support/seed/handed-over.js";

/** What a Terraform that knows actions does with the built provider; there is none of it on most machines. */
jest.setTimeout(120_000);

const actionType = "latchkey_retire_seed_key";

let sandbox: Sandbox;
let admin: Administrator;
let client: PluginClient;
let userArn: string;
let log: () => string;

async function begin(tags?: Readonly<Record<string, string>>): Promise<void> {
  sandbox = await startSandbox({ foreignKeys: "leave" });
  admin = new Administrator(sandbox);
  userArn = await admin.user(tags);
  const plugin = await startPlugin(join(freshProvider(), providerFile()), {
    env: {
      ...sandbox.environment,
      AWS_PROFILE: undefined,
      AWS_SESSION_TOKEN: undefined,
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
      TF_LOG: "TRACE",
    },
  });
  log = plugin.stderr;
  client = new PluginClient(plugin);
  await configure();
}

/** As Terraform does at the beginning of each walk. */
async function configure(): Promise<void> {
  const { provider } = await client.call(Provider.method.getProviderSchema, {});
  const nothing = (provider?.block?.attributes ?? []).map(({ name }) => [name, null]);
  const { diagnostics } = await client.call(Provider.method.configureProvider, {
    terraformVersion: "1.14.1",
    config: wire(Object.fromEntries(nothing)),
  });
  expect(diagnostics).toEqual([]);
}

afterEach(async () => {
  client?.close();
  admin?.leave();
  await endPlugins();
  await sandbox?.close();
});

const configOf = (given: Readonly<Record<string, unknown>>) =>
  wire({
    ...{ target: TARGET, rotator: ROTATOR, seed_user_arn: userArn, quiet_period_seconds: 0 },
    ...{ proof_producer: null, seed_key_id: null },
    ...given,
  });

/** Invokes the action; gives what it told and its diagnostics once it is done. */
async function invoke(given: Readonly<Record<string, unknown>>) {
  const { events, ended } = client.stream(Provider.method.invokeAction, {
    actionType,
    config: configOf(given),
  } satisfies MessageInitShape<typeof Provider.method.invokeAction.input>);
  await ended;
  return told(events.map(({ type }) => type));
}

function told(events: readonly { case: string | undefined; value?: unknown }[]) {
  expect(events.map((event) => event.case)).toEqual([...events.slice(1).map(() => "progress"), "completed"]);
  const last = events.at(-1)?.value as { diagnostics: { severity: number; detail: string }[] };
  const lines = events.slice(0, -1).map(({ value }) => (value as { message: string }).message);
  return { lines, diagnostics: last.diagnostics };
}

const keys = () => sandbox.aws.accessKeys().map(({ id, status }) => `${id} ${status}`);
const iamWrites = () =>
  sandbox.aws
    .calls()
    .filter(({ write, userAgent }) => write && userAgent.includes("latchkey"))
    .map(({ action, parameters }) => [action, parameters.Status].filter(Boolean).join(" "));

test("retires the seed and tells each step while it goes on, with masked ids", async () => {
  await begin();
  const seed = await admin.handOver();

  const { lines, diagnostics } = await invoke({ seed_key_id: seed });

  expect(diagnostics).toEqual([]);
  const working = sandbox.gateway.heldKeyId(TARGET) ?? "";
  expect(working).not.toBe(seed);
  expect(keys()).toEqual([`${working} Active`]);
  expect(iamWrites()).toEqual(["UpdateAccessKey Inactive", "DeleteAccessKey"]);
  expect(lines).toEqual([
    `asking rotator ${ROTATOR} to replace the seed`,
    `proving working key ${masked(working)} by use`,
    `deactivating seed key ${masked(seed)}`,
    "waiting 0 s with the seed turned off",
    `proving working key ${masked(working)} by use`,
    `deleting seed key ${masked(seed)}`,
    `seed key ${masked(seed)} is gone; working key ${masked(working)} was proven by identity calls with it`,
  ]);
  const written = lines.join() + log();
  expect(sandbox.issuedSecrets().filter((secret) => written.includes(secret))).toEqual([]);
});

test("invoked again, proves the working key and writes nothing", async () => {
  await begin();
  const seed = await admin.handOver();
  await invoke({ seed_key_id: seed });
  const before = [iamWrites(), sandbox.gateway.calls().filter(({ write }) => write)].map(
    ({ length }) => length,
  );

  const { lines, diagnostics } = await invoke({ seed_key_id: seed });

  expect(diagnostics).toEqual([]);
  expect(lines.at(-1)).toMatch(/is gone; working key .* was proven/);
  // The gateway was logged in to, no more.
  const after = [iamWrites(), sandbox.gateway.calls().filter(({ write }) => write)].map(
    ({ length }) => length,
  );
  expect(after).toEqual(before);
});

test("is validated and planned while anything is unknown, without a call to anybody", async () => {
  await begin();
  const before = sandbox.aws.calls().length + sandbox.gateway.calls().length;
  const config = configOf({
    target: unknownOnWire,
    seed_user_arn: unknownOnWire,
    seed_key_id: unknownOnWire,
  });

  const validated = await client.call(Provider.method.validateActionConfig, {
    typeName: actionType,
    config,
  });
  const planned = await client.call(Provider.method.planAction, { actionType, config });

  expect([validated.diagnostics, planned.diagnostics]).toEqual([[], []]);
  expect(sandbox.aws.calls().length + sandbox.gateway.calls().length).toBe(before);
});

test("fails validation, plan and invocation on a config that cannot work, with the attribute named", async () => {
  await begin();
  const given = { seed_key_id: "AKIAEXAMPLE000000000", seed_user_arn: "gw", quiet_period_seconds: 4000 };
  const config = configOf(given);

  const answers = [
    (await client.call(Provider.method.validateActionConfig, { typeName: actionType, config })).diagnostics,
    (await client.call(Provider.method.planAction, { actionType, config })).diagnostics,
  ];
  const { diagnostics } = await invoke(given);

  for (const answer of answers) {
    const at = answer.map(({ attribute }) => attribute?.steps[0]?.selector.value);
    expect(at).toEqual(["seed_user_arn", "quiet_period_seconds"]);
  }
  expect(diagnostics.map(({ detail }) => detail)).toEqual([
    expect.stringContaining("should be the ARN of an IAM user"),
    expect.stringContaining("should be 0 to 3600, got 4000"),
  ]);
});

test("fails for a user of another target before anything is touched, and says that it is not repeated", async () => {
  await begin({ "latchkey:target": "/other" });
  const seed = await admin.handOver();

  const { diagnostics } = await invoke({ seed_key_id: seed });

  expect(diagnostics).toMatchObject([{ severity: 1, summary: "IAM user not dedicated to this target" }]);
  expect(diagnostics[0]?.detail).toContain("Nothing was changed.");
  expect(diagnostics[0]?.detail).toContain(
    "invoke it again with terraform apply -invoke=action.latchkey_retire_seed_key.NAME",
  );
  expect(iamWrites()).toEqual([]);
  expect(keys()).toEqual([`${seed} Active`]);
});

test.each([
  ["StopProvider", async () => void (await client.call(Provider.method.stopProvider, {}))],
  ["the end of the stream", async (cancel: () => void) => cancel()],
])("is ended by %s where it stands, and the next invocation goes on from there", async (_case, end) => {
  await begin();
  const seed = await admin.handOver();
  const { events, ended, cancel } = client.stream(Provider.method.invokeAction, {
    actionType,
    config: configOf({ seed_key_id: seed, quiet_period_seconds: 600 }),
  });
  const outcome = ended.catch(() => "cancelled" as const);
  await eventually(() => expect(JSON.stringify(events)).toContain("waiting 600 s"));

  await end(cancel);

  if ((await outcome) !== "cancelled") {
    const { diagnostics } = told(events.map(({ type }) => type));
    expect(diagnostics[0]?.detail).toContain("is turned off but not deleted");
    expect(diagnostics[0]?.detail).toContain("[SEED_INTERRUPTED]");
  }
  const working = sandbox.gateway.heldKeyId(TARGET);
  expect(keys().sort()).toEqual([`${seed} Inactive`, `${working} Active`].sort());

  await configure();
  expect((await invoke({ seed_key_id: seed })).diagnostics).toEqual([]);
  expect(keys()).toEqual([`${working} Active`]);
});
