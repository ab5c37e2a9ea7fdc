import {
  type ActionDefinition,
  createProviderServer,
  defineAction,
  type TfObject,
} from "../../../src/engine/index.js";
import { Fault } from "../../../src/errors/fault.js";
import { type Attributes, actionTable, attr, ruleOn, UNKNOWN } from "../../../src/vocabulary/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { testProviderTable } from "../../support/engine/test-provider.js";
import { thing, World } from "../../support/engine/thing.js";

const attributes = {
  name: attr.required.string({ doc: "Which one." }),
  times: attr.defaulted.int({ doc: "How often.", default: 3, min: 1 }),
  note: attr.optional.string({ doc: "A private note.", sensitive: true }),
  rule: attr.optional.object(
    {
      prefix: attr.required.string({ doc: "Which part." }),
      deep: attr.defaulted.bool({ doc: "Whether deep.", default: true }),
    },
    { doc: "A rule." },
  ),
};
type Polish = ActionDefinition<typeof attributes, World>;

const polishTable = actionTable({
  type: "polish",
  doc: "Polishes a thing.",
  attributes,
  rules: [
    ruleOn(attributes)({
      code: "VALUE_NOT_ALLOWED",
      needs: ["name", "times"],
      at: "times",
      broken: ({ name, times }) => (name === "glass" && times === 9 ? "glass breaks" : undefined),
    }),
  ],
});

const none = { name: null, times: null, note: null, rule: null };

/** A provider with one action, configured; what it tells is collected. */
async function stage(invoke: Polish["invoke"], providerConfig: TfObject = { url: null, token: null }) {
  const [log, told] = [new RecordingLogger(), [] as string[]];
  const server = createProviderServer(
    {
      name: "test",
      version: "1.0.0",
      table: testProviderTable,
      resources: [thing],
      actions: [defineAction<World>()({ table: polishTable, invoke })],
      configure: () => new World(),
    },
    { log },
  );
  await server.configureProvider({ config: providerConfig, terraformVersion: "1.14.1" });
  const actionType = "test_polish";
  const listener = new AbortController();
  return {
    server,
    log,
    told,
    listener,
    validate: (config: TfObject) =>
      server.validateActionConfig({ actionType, config: { ...none, ...config } }),
    plan: (config: TfObject) => server.planAction({ actionType, config: { ...none, ...config } }),
    invoke: (config: TfObject, type = actionType) =>
      server.invokeAction(
        { actionType: type, config: { ...none, ...config }, signal: listener.signal },
        (line) => told.push(line),
      ),
  };
}

/** Waits for its signal; gives the reason. */
const untilStopped = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });

test("an action is described beside the resources, with nothing computed in its config", async () => {
  const { server } = await stage(async () => {});

  const { actions, resources } = server.schemas();

  expect(Object.keys(resources)).toEqual(["test_thing"]);
  expect(Object.keys(actions)).toEqual(["test_polish"]);
  expect(actions.test_polish).toMatchObject({ version: 0, description: "Polishes a thing." });
  const modes = actions.test_polish?.attributes.map(({ name, required, optional, computed }) => [
    name,
    { required, optional, computed },
  ]);
  const optional = { required: false, optional: true, computed: false };
  expect(Object.fromEntries(modes ?? [])).toEqual({
    name: { required: true, optional: false, computed: false },
    ...{ times: optional, note: optional, rule: optional },
  });
  const nested = actions.test_polish?.attributes.find(({ name }) => name === "rule")?.nested;
  expect(nested?.attributes).toMatchObject([{ name: "prefix" }, { name: "deep", ...optional }]);
});

test("the author is given the config with defaults filled in, the client and a logger", async () => {
  const seen: unknown[] = [];
  const { invoke } = await stage(async ({ config, client, log }) => {
    seen.push(config, client);
    log.log("info", "polishing");
  });

  const { diagnostics } = await invoke({ name: "lamp", rule: { prefix: "p", deep: null } });

  expect(diagnostics).toEqual([]);
  expect(seen).toEqual([
    { name: "lamp", times: 3, note: null, rule: { prefix: "p", deep: true } },
    expect.any(World),
  ]);
});

test("what an action tells is handed on while it runs, and logged", async () => {
  const { invoke, told, log } = await stage(async ({ progress }) => {
    progress("one");
    expect(told).toEqual(["one"]);
    progress("two");
  });

  await invoke({ name: "lamp" });

  expect(told).toEqual(["one", "two"]);
  expect(log.lines).toMatchObject([
    { level: "info", message: "one", fields: { type: "test_polish" } },
    { level: "info", message: "two" },
  ]);
});

test("no secret of the config or of the provider block is told, logged or reported", async () => {
  const { invoke, told, log } = await stage(
    async ({ config, progress }) => {
      progress(`polishing with ${config.note} and t0ken`);
      throw new Fault("VALUE_NOT_ALLOWED", {
        doing: `using ${config.note}`,
        seen: "t0ken",
        state: "Nothing.",
      });
    },
    { url: null, token: "t0ken" },
  );

  const { diagnostics } = await invoke({ name: "lamp", note: "hunter2" });

  expect(diagnostics).toHaveLength(1);
  expect(told).toEqual(["polishing with (sensitive) and (sensitive)"]);
  expect(JSON.stringify(diagnostics) + log.text).not.toMatch(/hunter2|t0ken/);
});

describe("a config", () => {
  test("may be unknown while it is validated and planned", async () => {
    const { validate, plan } = await stage(async () => {});
    const unknown = { name: UNKNOWN, times: UNKNOWN, rule: { prefix: UNKNOWN, deep: null } };
    expect((await validate(unknown)).diagnostics).toEqual([]);
    expect((await plan(unknown)).diagnostics).toEqual([]);
  });

  test.each(["validate", "plan", "invoke"] as const)(
    "fails to %s with the attribute named, and nothing is invoked",
    async (how) => {
      const invoked = jest.fn(async () => {});
      const on = await stage(invoked);

      const flaw = await on[how]({ name: "lamp", times: 0 });
      const broken = await on[how]({ name: "glass", times: 9 });

      expect(flaw.diagnostics).toMatchObject([{ severity: "error", path: [{ attribute: "times" }] }]);
      expect(flaw.diagnostics[0]?.detail).toContain("times should be at least 1, got 0");
      expect(broken.diagnostics).toMatchObject([{ severity: "error", path: [{ attribute: "times" }] }]);
      expect(broken.diagnostics[0]?.detail).toContain("glass breaks");
      expect(invoked).not.toHaveBeenCalled();
    },
  );

  test("fails to be invoked while anything in it is unknown", async () => {
    const invoked = jest.fn(async () => {});
    const { invoke } = await stage(invoked);

    const { diagnostics } = await invoke({ name: "lamp", rule: { prefix: UNKNOWN, deep: null } });

    expect(diagnostics).toMatchObject([
      { severity: "error", detail: expect.stringContaining("rule is not known") },
    ]);
    expect(diagnostics[0]?.detail).toContain("[ACTION_CONFIG_UNKNOWN]");
    expect(invoked).not.toHaveBeenCalled();
  });
});

describe("an invocation", () => {
  test("fails with the author's fault in its own words", async () => {
    const fault = new Fault("VALUE_NOT_ALLOWED", { doing: "polishing", seen: "dust", state: "It is dusty." });
    const { invoke } = await stage(() => Promise.reject(fault));
    expect((await invoke({ name: "lamp" })).diagnostics).toEqual([
      { severity: "error", summary: fault.summary, detail: fault.detail },
    ]);
  });

  test("fails with anything else in words that withhold its message", async () => {
    const { invoke, log } = await stage(async () => {
      throw new TypeError("the password is hunter2");
    });

    const { diagnostics } = await invoke({ name: "lamp" });

    expect(diagnostics[0]?.detail).toContain("[PROVIDER_DEFECT]");
    expect(diagnostics[0]?.detail).toContain("What it had done by then stays done");
    expect(JSON.stringify(diagnostics) + log.text).not.toContain("hunter2");
  });

  test("fails where the provider block is unknown, before anything is invoked", async () => {
    const invoked = jest.fn(async () => {});
    const { invoke, plan } = await stage(invoked, { url: UNKNOWN, token: null });

    expect((await plan({ name: "lamp" })).diagnostics).toEqual([]);
    const { diagnostics } = await invoke({ name: "lamp" });

    expect(diagnostics[0]?.detail).toContain("[PROVIDER_CONFIG_UNKNOWN]");
    expect(invoked).not.toHaveBeenCalled();
  });

  test.each(["Terraform stops the provider", "nobody listens any more"])(
    "ends with an answer when %s",
    async (how) => {
      const { invoke, server, listener } = await stage(({ signal }) => untilStopped(signal));
      const running = invoke({ name: "lamp" });

      if (how.startsWith("Terraform")) server.stop();
      else listener.abort();

      const { diagnostics } = await running;
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]?.detail).toContain("[OPERATION_STOPPED]");
    },
  );

  test("a listener that goes away stops its own action only", async () => {
    const on = await stage(({ signal }) => untilStopped(signal));
    const other = new AbortController();
    let ended = false;
    const [one, two] = [
      on.invoke({ name: "lamp" }),
      on.server
        .invokeAction(
          { actionType: "test_polish", config: { ...none, name: "vase" }, signal: other.signal },
          () => {},
        )
        .finally(() => {
          ended = true;
        }),
    ];

    on.listener.abort();

    await one;
    expect(ended).toBe(false);
    other.abort();
    await two;
  });

  test("fails for an action that the provider does not have", async () => {
    const { invoke } = await stage(async () => {});
    const { diagnostics } = await invoke({ name: "lamp" }, "test_scratch");
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Action type unknown" }]);
  });
});

test.each([
  [
    "a computed attribute",
    { x: attr.computed.string({ doc: "X." }) },
    "x is computed, which the config of an action cannot",
  ],
  [
    "a write-only attribute",
    { x: attr.writeOnly.string({ doc: "X." }) },
    "x is writeOnly, which the config of an action cannot",
  ],
  [
    "an attribute that replaces",
    { x: attr.optional.string({ doc: "X.", replaces: true }) },
    "x asks for a new object",
  ],
  ["an attribute without doc", { x: attr.optional.string({ doc: "" }) }, "x has no doc"],
])("fails to start with %s in an action", (_case, wrong, text) => {
  const table = actionTable({ type: "polish", doc: "Polishes.", attributes: wrong });
  expect(() => server([{ table, invoke: async () => {} }])).toThrow(`action polish: ${text}`);
});

test("fails to start with an action of an impossible name, or with two of one name", () => {
  const invoke = async () => {};
  const named = (type: string) => ({ table: { ...polishTable, type }, invoke });
  expect(() => server([named("Polish-It")])).toThrow("action Polish-It: the type's name is not possible");
  expect(() => server([named("polish"), named("polish")])).toThrow('the action "polish" is defined twice');
});

test("an action may have the name of a resource, and words that Terraform keeps from resources", () => {
  const table = actionTable({
    type: "thing",
    doc: "Counts.",
    attributes: { count: attr.optional.int({ doc: "How many." }) },
  });
  expect(() => server([{ table, invoke: async () => {} }])).not.toThrow();
});

function server(actions: Parameters<typeof createProviderServer<Attributes, World>>[0]["actions"] & object) {
  return createProviderServer(
    {
      name: "test",
      version: "1.0.0",
      table: testProviderTable,
      resources: [thing],
      actions,
      configure: () => new World(),
    },
    { log: new RecordingLogger() },
  );
}
