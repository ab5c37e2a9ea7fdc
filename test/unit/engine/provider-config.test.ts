import { createProviderServer, type Logger, type TfObject } from "../../../src/engine/index.js";
import { Fault } from "../../../src/errors/fault.js";
import { UNKNOWN } from "../../../src/vocabulary/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { testProviderTable } from "../../support/engine/test-provider.js";
import { thing, World } from "../../support/engine/thing.js";

const url = { url: "https://remote.test" };

function provider(
  configure: (config: { url: string | null; token: string | null }, log: Logger, version: string) => World,
) {
  const log = new RecordingLogger();
  const server = createProviderServer(
    {
      name: "test",
      version: "1.0.0",
      table: testProviderTable,
      resources: [thing],
      configure: (config, runtime) => configure(config, runtime.log, runtime.terraformVersion),
    },
    { log },
  );
  return { server, log, terraform: new TerraformModel(server, "test_thing") };
}

const validate = (config: TfObject) =>
  provider(() => new World()).server.validateProviderConfig({
    config: { url: null, token: null, ...config },
  });

test("the provider block is checked by its table", async () => {
  expect((await validate({})).diagnostics).toEqual([]);
  expect((await validate({ url: UNKNOWN })).diagnostics).toEqual([]);
  expect((await validate({ url: "nowhere" })).diagnostics).toEqual([
    {
      severity: "error",
      summary: "Value not allowed",
      detail: expect.stringContaining("Checking the provider block: url should be somewhere."),
      path: [{ attribute: "url" }],
    },
  ]);
});

test("the client is made at the first operation that needs it, once, with what Terraform said", async () => {
  const calls: unknown[] = [];
  const world = new World();
  const { terraform } = provider((...args) => {
    calls.push([args[0], args[2]]);
    return world;
  });
  await terraform.configure(url);
  await terraform.plan({ name: "a" });
  expect(calls).toEqual([]);

  await terraform.apply({ name: "a" });
  await terraform.apply({ name: "a", label: "x" });

  expect(calls).toEqual([[{ url: "https://remote.test", token: null }, "1.11.4"]]);
  expect(world.calls).toEqual(["create", "update"]);
});

test("fails every operation with the same fault when the client cannot be made, which is tried once", async () => {
  let calls = 0;
  const fault = new Fault("VALUE_NOT_ALLOWED", {
    doing: "reading the block",
    seen: "no url",
    state: "Nothing.",
    attribute: "label",
  });
  const { terraform } = provider(() => {
    calls++;
    throw fault;
  });
  await terraform.configure();
  const told = { severity: "error", summary: fault.summary, detail: fault.detail };

  expect((await terraform.apply({ name: "a" })).diagnostics).toEqual([told]);
  expect((await terraform.apply({ name: "b" })).diagnostics).toEqual([told]);
  expect((await terraform.import("a")).diagnostics).toEqual([told]);
  expect(calls).toBe(1);
  expect(terraform.state).toBeNull();
});

describe("a provider config that is not known yet", () => {
  test("lets a create be planned, and fails to apply it, touching nothing", async () => {
    const { terraform } = provider(() => {
      throw new Error("must not be called");
    });
    await terraform.configure({ url: UNKNOWN });

    expect(await terraform.plan({ name: "a" })).toMatchObject({
      diagnostics: [],
      complaints: [],
      action: "create",
    });
    const { diagnostics } = await terraform.apply({ name: "a" });
    expect(diagnostics).toEqual([
      {
        severity: "error",
        summary: "Provider configuration not known yet",
        detail: expect.stringMatching(
          /^Creating test_thing: url of the provider block will be known only after apply\. Nothing was changed\./,
        ),
      },
    ]);
    expect(terraform.state).toBeNull();
  });

  test("keeps what is stored, with a warning, and neither changes nor deletes it", async () => {
    const world = new World();
    const { terraform } = provider(() => world);
    await terraform.configure(url);
    await terraform.apply({ name: "a" });
    const before = terraform.state;
    await terraform.configure({ token: UNKNOWN });

    const read = await terraform.refresh();
    expect(read.complaints).toEqual([]);
    expect(read.diagnostics).toEqual([
      expect.objectContaining({
        severity: "warning",
        detail: expect.stringContaining("The stored state is used as it is."),
      }),
    ]);
    expect((await terraform.apply({ name: "a", label: "x" })).diagnostics).toContainEqual(
      expect.objectContaining({ severity: "error", summary: "Provider configuration not known yet" }),
    );
    await terraform.destroy();
    expect(terraform.state).toEqual(before);
    expect(world.calls).toEqual(["create"]);
  });

  test("fails to import", async () => {
    const { terraform } = provider(() => new World());
    await terraform.configure({ url: UNKNOWN });
    expect((await terraform.import("a")).diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        detail: expect.stringContaining("Nothing was imported."),
      }),
    ]);
  });
});

test("fails on an operation before any configuration", async () => {
  const { terraform } = provider(() => new World());
  expect((await terraform.apply({ name: "a" })).diagnostics).toEqual([
    expect.objectContaining({ detail: expect.stringContaining("Terraform has not configured the provider") }),
  ]);
});

test("a new configuration makes a new client", async () => {
  const worlds: World[] = [];
  const { terraform } = provider(() => {
    const world = new World();
    worlds.push(world);
    return world;
  });
  for (const name of ["a", "b"]) {
    await terraform.configure(url);
    terraform.state = null;
    await terraform.apply({ name });
  }
  expect(worlds.map(({ things }) => [...things.keys()])).toEqual([["a"], ["b"]]);
});
