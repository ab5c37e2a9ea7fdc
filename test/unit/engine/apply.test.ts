import { Fault } from "../../../src/errors/fault.js";
import { stage } from "../../support/engine/test-provider.js";
import { type ThingResource, thing } from "../../support/engine/thing.js";

const fault = new Fault("VALUE_NOT_ALLOWED", {
  doing: "asking the remote",
  seen: "it said no",
  state: "Half of it is there.",
});
const shown = { severity: "error", summary: fault.summary, detail: fault.detail };

test("a warning of the author is shown beside the result, and beside the error of one that fails", async () => {
  let fails = false;
  const resource: ThingResource = {
    ...thing,
    async create(context) {
      context.warn("Careful", "It is hot.");
      if (fails) throw fault;
      return thing.create(context);
    },
  };
  const warning = { severity: "warning", summary: "Careful", detail: "It is hot." };
  const { terraform } = await stage(resource);
  expect((await terraform.apply({ name: "a" })).diagnostics).toEqual([warning]);
  expect(terraform.isTainted).toBe(false);

  fails = true;
  const { terraform: other } = await stage(resource);
  expect((await other.apply({ name: "b" })).diagnostics).toEqual([warning, shown]);
});

describe("a create that fails", () => {
  test("after a checkpoint is kept with what is known, tainted, and replaced by the next apply", async () => {
    let failures = 1;
    const resource: ThingResource = {
      ...thing,
      async create(context) {
        const computed = await thing.create(context);
        context.checkpoint({ generation: 7 });
        if (failures-- > 0) throw fault;
        return computed;
      },
    };
    const { terraform, world } = await stage(resource);
    const config = { name: "a", label: "x", secret_wo: "hunter2", secret_version: 1 };

    const failed = await terraform.apply(config);

    expect(failed).toEqual({ diagnostics: [shown], complaints: [], action: "create" });
    expect(terraform.isTainted).toBe(true);
    expect(terraform.state).toMatchObject({
      name: "a",
      label: "x",
      size: 1,
      id: world.things.get("a")?.id,
      generation: 7,
      alias: null,
      secret_wo: null,
    });
    expect(await terraform.apply(config)).toEqual({ diagnostics: [], complaints: [], action: "replace" });
    expect(terraform.isTainted).toBe(false);
    expect(world.calls).toEqual(["create", "delete", "create"]);
  });

  test("before any checkpoint is not in the state", async () => {
    const { terraform } = await stage({ ...thing, create: () => Promise.reject(fault) });

    expect(await terraform.apply({ name: "a" })).toEqual({
      diagnostics: [shown],
      complaints: [],
      action: "create",
    });
    expect(terraform.state).toBeNull();
  });

  test("with something that is no fault does not show its message", async () => {
    class GatewayError extends Error {
      override readonly name = "GatewayError";
    }
    const error = new GatewayError('{"password":"hunter2"}\n    at hunter2 (hunter2:1:1)');
    const { terraform, log } = await stage({ ...thing, create: () => Promise.reject(error) });

    const { diagnostics } = await terraform.apply({ name: "a" });

    expect(diagnostics).toEqual([
      {
        severity: "error",
        summary: "Unexpected failure in the provider",
        detail: expect.stringMatching(
          /^Creating test_thing: an unexpected GatewayError .*not shown.* none is kept in the state\.\n\n.*\[PROVIDER_DEFECT\]$/s,
        ),
      },
    ]);
    expect(log.lines).toContainEqual({
      level: "debug",
      message: "GatewayError while creating test_thing",
      fields: { type: "test_thing", stack: expect.stringContaining("apply.test.ts") },
    });
    expect(log.text + JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  test("does not show a message that looks like a stack either", async () => {
    const error = new Error("refused\n    at hunter2 (hunter2.js:1:1)");
    expect(error.stack).toContain("hunter2"); // what it says now is what it keeps
    error.message = "reworded";
    const { terraform, log } = await stage({ ...thing, create: () => Promise.reject(error) });
    await terraform.apply({ name: "a" });
    expect(log.lines).toHaveLength(1);
    expect(log.text).not.toContain("hunter2");
  });

  test.each([
    ["a name that is a sentence", "Error: hunter2"],
    ["a name that is none", ""],
  ])("does not show %s either", async (_, name) => {
    const error = Object.assign(new Error("x"), { name });
    const { terraform, log } = await stage({ ...thing, create: () => Promise.reject(error) });
    const { diagnostics } = await terraform.apply({ name: "a" });
    expect(JSON.stringify(diagnostics)).toContain("an unexpected Error ");
    expect(log.text + JSON.stringify(diagnostics)).not.toContain("hunter2");
  });
});

describe("an update", () => {
  test("that fails keeps what was before, and what a checkpoint told", async () => {
    const resource: ThingResource = {
      ...thing,
      async update({ checkpoint }) {
        checkpoint({ label: "y" });
        checkpoint({ generation: 2 });
        throw fault;
      },
    };
    const { terraform } = await stage(resource);
    await terraform.apply({ name: "a", label: "x", size: 2 });
    const before = terraform.state;

    const { diagnostics, complaints } = await terraform.apply({ name: "a", label: "y", size: 3 });

    expect({ diagnostics, complaints }).toEqual({ diagnostics: [shown], complaints: [] });
    expect(terraform.state).toEqual({ ...before, label: "y", generation: 2 });
    expect(terraform.isTainted).toBe(false);
  });

  test("knows what has changed", async () => {
    const seen: boolean[] = [];
    const resource: ThingResource = {
      ...thing,
      async update(context) {
        const { changed } = context;
        seen.push(changed("label"), changed("zones"), changed("size"), changed("size", "label"), changed());
        return (await thing.update?.(context)) ?? { id: "", generation: 0, alias: null };
      },
    };
    const { terraform } = await stage(resource);
    await terraform.apply({ name: "a", label: "x", zones: ["a", "b"] });
    await terraform.apply({ name: "/a", label: "y", zones: ["b", "a"] });
    expect(seen).toEqual([true, false, false, true, false]);
  });

  test("that forgets a computed value keeps the prior one, with an error", async () => {
    const update: NonNullable<ThingResource["update"]> = async (context) => {
      const { generation: _, ...rest } = (await thing.update?.(context)) ?? {
        id: "",
        generation: 0,
        alias: null,
      };
      return rest as never;
    };
    const { terraform } = await stage({ ...thing, update });
    await terraform.apply({ name: "a" });
    const { diagnostics } = await terraform.apply({ name: "a", label: "x" });
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", path: [{ attribute: "generation" }] }),
    ]);
    expect(terraform.state).toMatchObject({ label: "x", generation: 1, alias: "alias of x" });
  });

  test("is given the secret, the plan and the prior object, each a copy of its own", async () => {
    const resource: ThingResource = {
      ...thing,
      async update(context) {
        (context.plan.tags as string[]).push("scribbled");
        (context.prior.tags as string[]).length = 0;
        expect(context.secrets.secret_wo?.reveal()).toBe("hunter2");
        return { id: context.prior.id ?? "", generation: 2, alias: null };
      },
    };
    const { terraform } = await stage(resource);
    await terraform.apply({ name: "a", tags: ["t"] });
    const { complaints } = await terraform.apply({
      name: "a",
      tags: ["t", "u"],
      secret_wo: "hunter2",
      secret_version: 1,
    });
    expect(complaints).toEqual([]);
    expect(terraform.state?.tags).toEqual(["t", "u"]);
  });
});

test("a delete that fails keeps the object", async () => {
  const { terraform, world } = await stage({ ...thing, delete: () => Promise.reject(fault) });
  await terraform.apply({ name: "a" });
  const before = terraform.state;

  expect(await terraform.destroy()).toEqual({ diagnostics: [shown], complaints: [], action: "delete" });
  expect(terraform.state).toEqual(before);
  expect(world.things.size).toBe(1);
});

describe("an operation that Terraform stops", () => {
  /** Resolves when the signal fires, as a sleep that listens to it does. */
  const interrupted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

  test("ends with a diagnostic of its own and stores nothing that is not there", async () => {
    const { terraform, server } = await stage({ ...thing, create: ({ signal }) => interrupted(signal) });
    const running = terraform.apply({ name: "a" });
    await new Promise(setImmediate);

    server.stop();

    const { diagnostics } = await running;
    expect(diagnostics).toEqual([
      {
        severity: "error",
        summary: "Stopped before it was done",
        detail: expect.stringMatching(
          /^Creating test_thing: Terraform asked to stop\. .*none is kept.*\[OPERATION_STOPPED\]$/s,
        ),
      },
    ]);
    expect(terraform.state).toBeNull();
  });

  test("keeps what a checkpoint has told, and takes errors that follow from the stop as the stop", async () => {
    const { terraform, server } = await stage({
      ...thing,
      async create(context) {
        await thing.create(context);
        return interrupted(context.signal).catch(() => {
          throw new Error("socket hang up");
        });
      },
    });
    const running = terraform.apply({ name: "a" });
    await new Promise(setImmediate);

    server.stop();

    expect((await running).diagnostics[0]?.detail).toMatch(/kept in the state.*\[OPERATION_STOPPED\]$/s);
    expect(terraform.state).toMatchObject({ name: "a" });
  });

  test("shows a fault as it is", async () => {
    const { terraform, server } = await stage({
      ...thing,
      create: ({ signal }) =>
        interrupted(signal).catch(() => {
          throw fault;
        }),
    });
    const running = terraform.apply({ name: "a" });
    await new Promise(setImmediate);

    server.stop();

    expect((await running).diagnostics).toEqual([shown]);
  });

  test("is a success if it comes to its end all the same", async () => {
    const { terraform, server } = await stage({
      ...thing,
      create: (context) => interrupted(context.signal).catch(() => thing.create(context)),
    });
    const running = terraform.apply({ name: "a" });
    await new Promise(setImmediate);

    server.stop();

    expect((await running).diagnostics).toEqual([]);
    expect(terraform.state).toMatchObject({ name: "a" });
  });

  test("does not stop the next run of Terraform on the same process", async () => {
    const aborted: boolean[] = [];
    const { terraform, server } = await stage({
      ...thing,
      create: (context) => {
        aborted.push(context.signal.aborted);
        return thing.create(context);
      },
    });
    server.stop();
    await terraform.apply({ name: "a" });
    await terraform.destroy();
    await terraform.configure();
    await terraform.apply({ name: "a" });
    expect(aborted).toEqual([true, false]);
  });
});
