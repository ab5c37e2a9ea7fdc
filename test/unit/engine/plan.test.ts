import {
  createProviderServer,
  type PlanContext,
  type TfObject,
  type TfValue,
} from "../../../src/engine/index.js";
import { Fault } from "../../../src/errors/fault.js";
import { attr, UNKNOWN } from "../../../src/vocabulary/index.js";
import { anUnknown } from "../../support/engine/an-unknown.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { stage, testProviderTable } from "../../support/engine/test-provider.js";
import {
  type ThingAttributes,
  type ThingResource,
  thing,
  thingTable,
  type World,
} from "../../support/engine/thing.js";

/** What a second plan makes of an object that was applied with the first config. */
async function replanned(first: TfObject, second: TfObject, resource: ThingResource = thing) {
  const { terraform } = await stage(resource);
  const applied = await terraform.apply({ name: "a", ...first });
  expect(applied.diagnostics).toEqual([]);
  const plan = await terraform.plan({ name: "a", ...second });
  expect([...applied.complaints, ...plan.complaints]).toEqual([]);
  return { ...plan, prior: terraform.state };
}

async function planned(config: TfObject, resource: ThingResource = thing) {
  const { terraform } = await stage(resource);
  const plan = await terraform.plan({ name: "a", ...config });
  expect(plan.complaints).toEqual([]);
  return plan;
}

describe("the plan of a create", () => {
  test("fills in defaults, leaves unset what is unset, and knows no computed value", async () => {
    expect((await planned({ tags: [], rules: [{ prefix: "p", days: null }] })).planned).toEqual({
      name: "a",
      label: null,
      size: 1,
      ratio: null,
      tags: [],
      zones: null,
      limits: null,
      owner: null,
      rules: [{ prefix: "p", days: 30 }],
      note: null,
      secret_wo: null,
      secret_version: null,
      id: UNKNOWN,
      generation: UNKNOWN,
      alias: UNKNOWN,
    });
  });

  test("takes write-only values out", async () => {
    const { planned: plan } = await planned({ secret_wo: "hunter2", secret_version: 1 });
    expect(plan?.secret_wo).toBeNull();
  });

  test("keeps what is unknown, at any depth", async () => {
    const unknowns = {
      label: UNKNOWN,
      size: UNKNOWN,
      tags: ["a", UNKNOWN],
      zones: [UNKNOWN],
      limits: { cpu: UNKNOWN },
    };
    const { planned: flat } = await planned(unknowns);
    expect(flat).toEqual({ ...flat, ...unknowns });
    const { planned: nested } = await planned({
      owner: UNKNOWN,
      rules: [UNKNOWN, { prefix: UNKNOWN, days: null }],
    });
    expect(nested).toEqual({ ...nested, owner: UNKNOWN, rules: [UNKNOWN, { prefix: UNKNOWN, days: 30 }] });
  });
});

describe("the plan of an update", () => {
  test.each<[string, TfObject, TfObject]>([
    ["nothing", { label: "x" }, { label: "x" }],
    ["a leading slash", { name: "a" }, { name: "/a" }],
    ["the order of a set", { zones: ["a", "b"] }, { zones: ["b", "a"] }],
    ["a composed letter", { label: "caf\u00e9" }, { label: "cafe\u0301" }],
    ["a default that is written out", { size: null }, { size: 1 }],
    [
      "a nested default that is written out",
      { rules: [{ prefix: "p", days: null }] },
      { rules: [{ prefix: "p", days: 30 }] },
    ],
    [
      "a secret without its version",
      { secret_wo: "a", secret_version: 1 },
      { secret_wo: "b", secret_version: 1 },
    ],
  ])("is empty for a change of %s", async (_, first, second) => {
    const { action, planned: plan, prior } = await replanned(first, second);
    expect(action).toBe("none");
    expect(plan).toEqual(prior);
  });

  test.each<[string, TfObject, TfObject]>([
    ["a value", { label: "x" }, { label: "y" }],
    ["null to empty", { tags: null }, { tags: [] }],
    ["empty to null", { tags: [] }, { tags: null }],
    ["the order of a list", { tags: ["a", "b"] }, { tags: ["b", "a"] }],
    ["the version of a secret", { secret_wo: "a", secret_version: 1 }, { secret_wo: "a", secret_version: 2 }],
    ["a value to unknown", { label: "x" }, { label: UNKNOWN }],
    ["a default that is not asked for any more", { size: 5 }, { size: null }],
    ["a nested value", { rules: [{ prefix: "p", days: 1 }] }, { rules: [{ prefix: "p", days: 2 }] }],
    ["a nested object more", { rules: [] }, { rules: [{ prefix: "p", days: 2 }] }],
    ["a key of a map", { limits: { a: 1 } }, { limits: { b: 1 } }],
  ])(
    "is an update for a change of %s, which keeps what is stable and makes the rest unknown",
    async (_, first, second) => {
      const { action, planned: plan, prior } = await replanned(first, second);
      expect(action).toBe("update");
      expect(plan).toMatchObject({ id: prior?.id, generation: anUnknown, alias: anUnknown });
    },
  );

  test("does not lose a value that says the same in another spelling beside one that changes", async () => {
    const { planned: plan } = await replanned({ name: "a", label: "x" }, { name: "/a", label: "y" });
    expect(plan).toMatchObject({ name: "a", label: "y" });
  });

  test("keeps a stable value that is null on purpose, and asks for one that was never known", async () => {
    const attributes = {
      ...thingTable.attributes,
      alias: attr.computedOrNull.string({ doc: "Stable.", stable: true }),
    };
    const halfMade = {
      ...thing,
      table: { ...thingTable, attributes },
      read: async (context: Parameters<typeof thing.read>[0]) => {
        const found = await thing.read(context);
        return found && { ...found, id: context.state.id };
      },
    } as unknown as ThingResource;
    const { terraform } = await stage(halfMade);
    await terraform.apply({ name: "a" });
    terraform.state = { ...terraform.state, id: null };
    const { planned: plan } = await terraform.plan({ name: "a", label: "x" });
    expect(plan).toMatchObject({ alias: null, id: anUnknown });
  });

  test("keeps a number that JavaScript cannot hold, to the last digit", async () => {
    const { planned: plan } = await replanned({ ratio: 0.5 }, { ratio: 2n ** 70n });
    expect(plan?.ratio).toBe(2n ** 70n);
  });
});

describe("replacement", () => {
  const nested = {
    ...thing,
    table: {
      ...thingTable,
      attributes: {
        ...thingTable.attributes,
        rules: attr.optional.objects(
          {
            prefix: attr.required.string({ doc: "A.", replaces: true }),
            days: attr.defaulted.int({ doc: "B.", default: 1 }),
          },
          { doc: "Rules." },
        ),
        owner: attr.optional.object(
          { team: attr.required.string({ doc: "T.", replaces: true }) },
          { doc: "O." },
        ),
      },
    },
  } as unknown as ThingResource;

  test.each<[string, TfObject, TfObject, string]>([
    ["a replacing value changes", {}, { name: "b" }, "replace"],
    ["a replacing value is not known", {}, { name: UNKNOWN }, "replace"],
    [
      "a nested replacing value changes",
      { rules: [{ prefix: "p", days: 1 }] },
      { rules: [{ prefix: "q", days: 1 }] },
      "replace",
    ],
    ["a nested object comes", { owner: null }, { owner: { team: "x" } }, "replace"],
    ["a nested object goes", { rules: [{ prefix: "p", days: 1 }] }, { rules: [] }, "replace"],
    [
      "only its neighbour changes",
      { rules: [{ prefix: "p", days: 1 }] },
      { rules: [{ prefix: "p", days: 2 }] },
      "update",
    ],
  ])("is decided where %s", async (_, first, second, action) => {
    expect((await replanned(first, second, nested)).action).toBe(action);
  });
});

describe("an author's plan()", () => {
  const withPlan = (plan: (context: PlanContext<ThingAttributes>) => void): ThingResource => ({
    ...thing,
    plan,
  });

  test("sees config, prior and planned values, and predicts computed ones", async () => {
    const seen: unknown[] = [];
    const resource = withPlan(({ prior, config, planned: value, set }) => {
      seen.push([
        prior,
        config.label,
        config.tags,
        String(config.secret_wo),
        value("size"),
        value("id"),
        value("tags"),
      ]);
      set("alias", "alias of x");
    });
    const { planned: plan } = await planned(
      { label: "x", tags: ["a", UNKNOWN], secret_wo: "hunter2", secret_version: 1 },
      resource,
    );

    expect(seen[0]).toEqual([null, "x", UNKNOWN, "[secret]", 1, UNKNOWN, UNKNOWN]);
    expect(plan).toMatchObject({ alias: "alias of x", id: anUnknown });
  });

  test("turns an empty plan into an update, in which everything that is not stable is open again", async () => {
    const resource = withPlan(({ prior, recompute }) => {
      if (prior) recompute("alias");
    });
    const { action, planned: plan, prior } = await replanned({}, {}, resource);
    expect(action).toBe("update");
    expect(plan).toMatchObject({ alias: anUnknown, generation: anUnknown, id: prior?.id });
  });

  test("asks for a new object", async () => {
    const resource = withPlan(({ prior, recompute, replace }) => {
      if (!prior) return;
      recompute("id");
      replace("id");
    });
    expect((await replanned({}, {}, resource)).action).toBe("replace");
  });

  test("changes nothing by setting what is so already", async () => {
    const resource = withPlan(({ prior, set }) => {
      if (prior?.id) set("id", prior.id);
    });
    expect((await replanned({}, {}, resource)).action).toBe("none");
  });

  test("warns once, although it runs twice", async () => {
    const { diagnostics } = await planned(
      {},
      withPlan(({ warn }) => warn("Careful", "It is hot.", "label")),
    );
    expect(diagnostics[0]).toEqual({
      severity: "warning",
      summary: "Careful",
      detail: "It is hot.",
      path: [{ attribute: "label" }],
    });
    expect(diagnostics.filter(({ summary }) => summary === "Careful")).toHaveLength(1);
  });

  test("fails the plan with a fault", async () => {
    const fault = new Fault("TTL_OUT_OF_RANGE", {
      doing: "planning",
      seen: "5",
      state: "Nothing.",
      attribute: "size",
    });
    for (const resource of [
      withPlan(({ fail }) => fail(fault)),
      withPlan(() => {
        throw fault;
      }),
    ]) {
      const { diagnostics } = await planned({}, resource);
      expect(diagnostics).toEqual([
        { severity: "error", summary: fault.summary, detail: fault.detail, path: [{ attribute: "size" }] },
      ]);
    }
  });

  test("is not asked about a destroy", async () => {
    let calls = 0;
    const { terraform } = await stage(
      withPlan(() => {
        calls++;
      }),
    );
    await terraform.apply({ name: "a" });
    const before = calls;
    await terraform.destroy();
    expect(calls).toBe(before);
  });

  test("gives the clock back after its second run", async () => {
    const before: DateConstructor = Date;
    await planned(
      {},
      withPlan(() => {
        throw new Error("even then");
      }),
    );
    expect(Date).toBe(before);
    expect(new Date() instanceof Date).toBe(true);
  });

  test("may work with dates that it is given", async () => {
    const year = (text: string) => new Date(text).getUTCFullYear();
    const resource = withPlan(({ set }) =>
      set("generation", year("2020-05-05T00:00:00Z") + (new Date(0) instanceof Date ? 1 : 0)),
    );
    expect((await planned({}, resource)).planned).toMatchObject({ generation: 2021 } satisfies Record<
      string,
      TfValue
    >);
  });
});

describe("the author's look at a create that is planned", () => {
  const refusal = new Fault("TTL_OUT_OF_RANGE", { doing: "planning", seen: "5", state: "Nothing." });
  const asked: unknown[] = [];
  const asking = (fault?: Fault): ThingResource => ({
    ...thing,
    planCreate: async ({ planned }) => {
      asked.push(planned("name"));
      if (fault) throw fault;
    },
  });
  beforeEach(() => asked.splice(0));

  test("is shown to the author, once for the object, and not for an update", async () => {
    const { terraform } = await stage(asking());
    await terraform.apply({ name: "a" });
    expect(new Set(asked)).toEqual(new Set(["a"]));
    asked.splice(0);
    await terraform.apply({ name: "a", size: 2 });
    expect(asked).toEqual([]);
  });

  test("fails with what the author throws, and nothing is made", async () => {
    const { terraform, world } = await stage(asking(refusal));
    const { diagnostics } = await terraform.apply({ name: "a" });
    expect(diagnostics).toEqual([{ severity: "error", summary: refusal.summary, detail: refusal.detail }]);
    expect(world.calls).toEqual([]);
  });

  test("goes through without the author where the settings do not make a client; the apply tells why", async () => {
    const configure = (): World => {
      throw refusal;
    };
    const server = createProviderServer(
      { name: "test", version: "1.0.0", table: testProviderTable, resources: [asking()], configure },
      { log: new RecordingLogger() },
    );
    const terraform = new TerraformModel(server, `test_${thing.table.type}`);
    await terraform.configure();
    const { diagnostics, action } = await terraform.apply({ name: "a" });
    expect(asked).toEqual([]);
    expect({ action, diagnostics }).toEqual({
      action: "create",
      diagnostics: [{ severity: "error", summary: refusal.summary, detail: refusal.detail }],
    });
  });
});

describe("the plan of a destroy", () => {
  const refusal = new Fault("TTL_OUT_OF_RANGE", { doing: "planning", seen: "5", state: "Nothing." });

  test("is shown to the author with what is stored, and goes through where nothing is thrown", async () => {
    const shown: unknown[] = [];
    const { terraform } = await stage({
      ...thing,
      planDestroy: async ({ state, client }) => {
        shown.push(state.name, client.calls.at(-1));
      },
    });
    await terraform.apply({ name: "a" });
    expect(await terraform.destroy()).toEqual({ diagnostics: [], complaints: [], action: "delete" });
    expect(shown).toEqual(["a", "create"]);
    expect(terraform.state).toBeNull();
  });

  test("fails with what the author throws, and nothing is deleted", async () => {
    const { terraform, world } = await stage({ ...thing, planDestroy: () => Promise.reject(refusal) });
    await terraform.apply({ name: "a" });
    const { diagnostics, complaints } = await terraform.destroy();
    expect(complaints).toEqual([]);
    expect(diagnostics).toEqual([{ severity: "error", summary: refusal.summary, detail: refusal.detail }]);
    expect(world.calls).toEqual(["create"]);
    expect(terraform.state).not.toBeNull();
  });

  test("does not ask the author about a replacement, nor what a mistake of the author says", async () => {
    let asked = 0;
    const { terraform } = await stage({
      ...thing,
      planDestroy: async () => {
        asked += 1;
        throw new Error("a bug with a secret in it");
      },
    });
    await terraform.apply({ name: "a" });
    expect((await terraform.apply({ name: "b" })).action).toBe("replace");
    expect(asked).toBe(0);
    const { diagnostics } = await terraform.destroy();
    expect(diagnostics).toMatchObject([
      { severity: "error", detail: expect.stringContaining("[PROVIDER_DEFECT]") },
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain("a bug with a secret");
  });
});
