import type { AnyResource, TfObject } from "../../../src/engine/index.js";
import { defineResource } from "../../../src/engine/index.js";
import { attr, isUnknown, table } from "../../../src/vocabulary/index.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { testServer } from "../../support/engine/test-provider.js";
import type { World } from "../../support/engine/thing.js";

const doc = "Words.";
const slot = {
  day: attr.required.string({ doc }),
  hour: attr.gatewayChosen.int({ doc, min: 0, max: 23 }),
};
const attributes = {
  name: attr.required.string({ doc, replaces: true }),
  hour: attr.gatewayChosen.int({ doc, min: 0, max: 23 }),
  zones: attr.gatewayChosen.set("string", { doc }),
  region: attr.optional.string({ doc, leftToGateway: { usually: "us-east-2" } }),
  minute: attr.optional.int({ doc, leftToGateway: { usually: 30, varies: true } }),
  ttl: attr.optional.int({ doc, leftToGateway: { usually: 0, varies: true, said: 0, saidIsNone: true } }),
  slots: attr.optional.objects(slot, { doc }),
  by_key: attr.optional.objectMap(slot, { doc }),
  label: attr.optional.string({ doc }),
  size: attr.defaulted.int({ doc, default: 1 }),
};
const planned = table({ type: "planned", doc, identity: "name", attributes });

/** A gateway that chooses what it is not told, and keeps it while it is not told otherwise. */
function gateway() {
  const remote = new Map<string, Record<string, unknown>>();
  const sent: Record<string, unknown>[] = [];
  const chosenSlot = (one: { day: string; hour: number | null }) => ({ ...one, hour: one.hour ?? 3 });
  const resource = defineResource<World>()({
    table: planned,
    async create({ plan }) {
      sent.push(plan);
      const made = {
        ...plan,
        hour: plan.hour ?? 4,
        zones: plan.zones ?? ["a", "b"],
        slots: plan.slots?.map(chosenSlot) ?? null,
        by_key:
          plan.by_key &&
          Object.fromEntries(Object.entries(plan.by_key).map(([key, one]) => [key, chosenSlot(one)])),
      };
      remote.set(plan.name, { ...made, region: plan.region ?? "us-east-2", minute: plan.minute ?? 30 });
      return made;
    },
    async read({ state }) {
      const found = remote.get(state.name);
      return found ? ({ ...found } as never) : null;
    },
    async update({ plan, prior }) {
      sent.push(plan);
      const known = remote.get(plan.name) ?? {};
      const made = {
        ...plan,
        hour: plan.hour ?? (prior.hour as number),
        zones: plan.zones,
        slots: plan.slots?.map(chosenSlot) ?? null,
      };
      remote.set(plan.name, {
        ...known,
        ...made,
        region: plan.region ?? "us-east-2",
        minute: plan.minute ?? 30,
      });
      return made;
    },
    async delete({ state }) {
      remote.delete(state.name);
    },
  });
  const terraform = new TerraformModel(
    testServer([resource as unknown as AnyResource<World>]),
    "test_planned",
  );
  return { terraform, remote, sent };
}

/** A Terraform on a type that is made as `create` says, and whose objects are whatever the state says. */
async function withCreate(create: (context: { checkpoint(told: object): void }) => Promise<object>) {
  const resource = {
    table: planned,
    create,
    read: async ({ state }: { state: object }) => state,
    update: async () => ({}),
    delete: async () => {},
  } as unknown as AnyResource<World>;
  const terraform = new TerraformModel(testServer([resource]), "test_planned");
  await terraform.configure();
  return terraform;
}

const clean = { diagnostics: [], complaints: [] };
const done = (action: string) => ({ ...clean, action });
async function stage() {
  const all = gateway();
  await all.terraform.configure();
  return all;
}

describe("what is left to the gateway and shown", () => {
  test("is unknown when the object is planned, and what the gateway chose is stored", async () => {
    const { terraform } = await stage();
    const plan = await terraform.plan({ name: "a" });
    expect(plan).toMatchObject({ ...clean, action: "create" });
    expect([isUnknown(plan.planned?.hour), isUnknown(plan.planned?.zones)]).toEqual([true, true]);
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("create"));
    expect(terraform.state).toMatchObject({ hour: 4, zones: ["a", "b"] });
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("none"));
  });

  test("is null to an author who makes it, and what stands to one who changes something else", async () => {
    const { terraform, sent } = await stage();
    await terraform.apply({ name: "a" });
    await terraform.apply({ name: "a", label: "x" });
    expect(sent.map(({ hour }) => hour)).toEqual([null, 4]);
  });

  test("is what the user says as soon as they do, and stays so when they stop saying it", async () => {
    const { terraform, remote } = await stage();
    await terraform.apply({ name: "a" });
    expect(await terraform.apply({ name: "a", hour: 9, zones: [] })).toMatchObject(done("update"));
    expect(await terraform.apply({ name: "a", hour: 9, zones: [] })).toMatchObject(done("none"));
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("none"));
    expect(terraform.state).toMatchObject({ hour: 9, zones: [] });
    expect(remote.get("a")).toMatchObject({ hour: 9 });
  });

  test("follows the gateway without drift where the user leaves it, and is set right where they do not", async () => {
    const { terraform, remote } = await stage();
    await terraform.apply({ name: "a" });
    remote.set("a", { ...remote.get("a"), hour: 17 });
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("none"));
    expect(terraform.state).toMatchObject({ hour: 17 });
    expect(await terraform.apply({ name: "a", hour: 5 })).toMatchObject(done("update"));
    remote.set("a", { ...remote.get("a"), hour: 6 });
    expect(await terraform.apply({ name: "a", hour: 5 })).toMatchObject(done("update"));
    expect(remote.get("a")).toMatchObject({ hour: 5 });
  });

  test("is imported as it is, whoever chose it, with nothing to change", async () => {
    const { terraform } = await stage();
    await terraform.apply({ name: "a" });
    terraform.state = null;
    expect(await terraform.import("a")).toMatchObject(clean);
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("none"));
    expect(await terraform.apply({ name: "a", hour: 4 })).toMatchObject(done("none"));
  });

  test("is held against its limits like every other value", async () => {
    const { terraform } = await stage();
    const { diagnostics } = await terraform.validate({
      name: "a",
      slots: [
        { day: "mon", hour: null },
        { day: "tue", hour: 24 },
      ],
    });
    expect(diagnostics).toMatchObject([
      { path: [{ attribute: "slots" }, { index: 1 }, { attribute: "hour" }] },
    ]);
  });

  test.each<[string, (slots: readonly TfObject[]) => TfObject]>([
    ["a list", (all) => ({ slots: all })],
    ["a map", (all) => ({ by_key: Object.fromEntries(all.map((one) => [String(one.day), one])) })],
  ])("stands inside of %s as long as its object does", async (_, inside) => {
    const { terraform } = await stage();
    const [mon, tue] = [
      { day: "mon", hour: null },
      { day: "tue", hour: 8 },
    ];
    expect(await terraform.apply({ name: "a", ...inside([mon]) })).toMatchObject(done("create"));
    expect(terraform.state).toMatchObject(inside([{ day: "mon", hour: 3 }]));
    expect(await terraform.apply({ name: "a", ...inside([mon]) })).toMatchObject(done("none"));
    const plan = await terraform.plan({ name: "a", ...inside([mon, tue]) });
    expect(plan).toMatchObject({ ...clean, action: "update" });
    expect(plan.planned).toMatchObject(inside([{ day: "mon", hour: 3 }, tue]));
  });

  test("is stored as null of an object whose making fails half-way", async () => {
    const terraform = await withCreate(async ({ checkpoint }) => {
      checkpoint({ hour: 4 });
      throw new Error("half-way");
    });
    const { complaints } = await terraform.apply({ name: "a", slots: [{ day: "mon", hour: null }] });
    expect(complaints).toEqual([]);
    expect(terraform.state).toMatchObject({ hour: 4, zones: null, slots: [{ hour: null }] });
  });

  test("that the author does not return is stored as null, with a warning that names it", async () => {
    const terraform = await withCreate(async () => ({ zones: [] }));
    const { diagnostics, complaints } = await terraform.apply({ name: "a" });
    expect(diagnostics).toMatchObject([{ severity: "warning", path: [{ attribute: "hour" }] }]);
    expect(complaints).toEqual([]);
    expect(terraform.state).toMatchObject({ hour: null, zones: [] });
  });
});

describe("what is left to the gateway and not shown", () => {
  test("stays unset, whatever the gateway usually takes", async () => {
    const { terraform } = await stage();
    await terraform.apply({ name: "a" });
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("none"));
    expect(terraform.state).toMatchObject({ region: null, minute: null });
  });

  test("goes back to the gateway when it is taken out of the configuration", async () => {
    const { terraform, remote } = await stage();
    await terraform.apply({ name: "a", region: "eu-west-1", minute: 5 });
    expect(remote.get("a")).toMatchObject({ region: "eu-west-1", minute: 5 });
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("update"));
    expect(remote.get("a")).toMatchObject({ region: "us-east-2", minute: 30 });
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("none"));
  });

  test("drifts where the gateway always takes the same, and not where it may vary", async () => {
    const { terraform, remote } = await stage();
    await terraform.apply({ name: "a" });
    remote.set("a", { ...remote.get("a"), minute: 7 });
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("none"));
    remote.set("a", { ...remote.get("a"), region: "eu-west-1" });
    expect(await terraform.apply({ name: "a" })).toMatchObject(done("update"));
    expect(remote.get("a")).toMatchObject({ region: "us-east-2" });
  });

  test.each([null, 0])("is left to it by %j, whatever it takes and whenever it changes that", async (ttl) => {
    const { terraform, remote } = await stage();
    for (const taken of [60, 45, 0]) {
      await terraform.apply({ name: "a", ttl });
      remote.set("a", { ...remote.get("a"), ttl: taken });
      expect(await terraform.apply({ name: "a", ttl })).toMatchObject(done("none"));
      expect(terraform.state?.ttl ?? null).toEqual(ttl);
    }
  });

  test("is drift of a value, also where the gateway takes what it is left", async () => {
    const { terraform, remote } = await stage();
    await terraform.apply({ name: "a", ttl: 30 });
    remote.set("a", { ...remote.get("a"), ttl: 0 });
    expect(await terraform.apply({ name: "a", ttl: 30 })).toMatchObject(done("update"));
  });

  test.each([
    [
      { region: "us-east-2", minute: 30 },
      { region: null, minute: null },
    ],
    [
      { region: "eu-west-1", minute: 7 },
      { region: "eu-west-1", minute: 7 },
    ],
  ])("is %j imported as %j", async (found, stored) => {
    const { terraform, remote } = await stage();
    await terraform.apply({ name: "a" });
    remote.set("a", { ...remote.get("a"), ...found });
    terraform.state = null;
    await terraform.import("a");
    expect(terraform.state).toMatchObject(stored);
  });
});
