import type { TfObject } from "../../../src/engine/index.js";
import { ruleOn, table, UNKNOWN } from "../../../src/vocabulary/index.js";
import { stage } from "../../support/engine/test-provider.js";
import { type ThingResource, thing } from "../../support/engine/thing.js";

const { attributes } = thing.table;
const rule = ruleOn(attributes);

/** A thing that is made from a label, and that takes a secret when it is made and whenever its size changes. */
const ruled = {
  ...thing,
  table: table({
    type: "ruled",
    doc: "A thing with rules.",
    identity: "name",
    attributes,
    rules: [
      rule({
        code: "CREDENTIAL_SOURCE_UNCLEAR",
        when: "create",
        needs: ["label"],
        at: "label",
        broken: ({ label }) => (label === null ? "label is not set" : undefined),
      }),
      rule({
        code: "VALUE_NOT_ALLOWED",
        when: "change",
        needs: ["secret_wo", "size"],
        at: "size",
        advice: "Give the secret.",
        broken: ({ secret_wo, size }, prior) =>
          secret_wo === null && prior?.size !== size
            ? `size goes from ${prior?.size ?? "nothing"} to ${size}`
            : undefined,
      }),
      rule({
        code: "VALUE_NOT_ALLOWED",
        when: "change",
        needs: ["ratio"],
        at: "ratio",
        broken: ({ ratio }, prior) => (prior && prior.ratio !== ratio ? "ratio is for good" : undefined),
      }),
    ],
  }),
} as unknown as ThingResource;

const full = { name: "a", label: "l", secret_wo: "s", secret_version: 1 };

async function ruledStage() {
  const { terraform, server, world } = await stage(ruled);
  const told = async (config: TfObject) =>
    (await terraform.apply(config)).diagnostics.map(
      ({ path, detail }) => `${path?.map((step) => Object.values(step)[0]).join(".")}: ${detail}`,
    );
  return { terraform, server, world, told };
}

describe("a rule of a create", () => {
  test("is no matter of validation", async () => {
    const { terraform } = await ruledStage();
    expect((await terraform.validate({ name: "a" })).diagnostics).toEqual([]);
  });

  test("is told while planning a create, at its attribute, and nothing is made", async () => {
    const { told, world } = await ruledStage();
    expect(await told({ ...full, label: null })).toEqual([
      expect.stringMatching(
        /^label: Planning test_ruled: label is not set\. Nothing was changed\..*\[CREDENTIAL_SOURCE_UNCLEAR\]$/s,
      ),
    ]);
    expect(world.things.size).toBe(0);
  });

  test("does not hold for an object that is there", async () => {
    const { told } = await ruledStage();
    expect(await told(full)).toEqual([]);
    expect(await told({ ...full, label: null })).toEqual([]);
  });

  test("holds for one that takes its place", async () => {
    const { told } = await ruledStage();
    await told(full);
    expect(await told({ ...full, name: "b", label: null })).toEqual([
      expect.stringContaining("[CREDENTIAL_SOURCE_UNCLEAR]"),
    ]);
  });

  test("waits for what is not known yet", async () => {
    const { terraform } = await ruledStage();
    expect((await terraform.plan({ ...full, label: UNKNOWN })).diagnostics).toEqual([]);
  });
});

describe("a rule of a change", () => {
  test("sees the default of what is planned, and its own advice is told", async () => {
    const { told } = await ruledStage();
    expect(await told({ name: "a", label: "l" })).toEqual([
      "size: Planning test_ruled: size goes from nothing to 1. Nothing was changed.\n\nGive the secret. [VALUE_NOT_ALLOWED]",
    ]);
  });

  test("sees what the object was", async () => {
    const { told } = await ruledStage();
    await told(full);
    expect(await told({ ...full, secret_wo: null })).toEqual([]);
    expect(await told({ ...full, secret_wo: null, size: 2 })).toEqual([
      expect.stringContaining("size goes from 1 to 2"),
    ]);
    expect(await told({ ...full, size: 2 })).toEqual([]);
  });

  test("is not held against what an object was that is replaced", async () => {
    const { told } = await ruledStage();
    await told({ ...full, ratio: 1 });
    expect(await told({ ...full, ratio: 2 })).toEqual([expect.stringContaining("ratio is for good")]);
    expect(await told({ ...full, name: "b", ratio: 2 })).toEqual([]);
  });

  test("has no say in a destroy", async () => {
    const { terraform, told, world } = await ruledStage();
    await told(full);
    expect((await terraform.destroy()).diagnostics).toEqual([]);
    expect(world.things.size).toBe(0);
  });

  test("is judged once more before anything is touched, for what planning did not know", async () => {
    const { terraform, server, world } = await ruledStage();
    const config = terraform.config({ name: "a", label: "l" });
    const computed = terraform.schema.attributes.filter(({ computed }) => computed);
    const unknowns = Object.fromEntries(computed.map(({ name }) => [name, UNKNOWN]));
    const { state, diagnostics } = await server.applyResourceChange({
      typeName: "test_ruled",
      prior: null,
      planned: { ...config, ...unknowns, size: 1 },
      config,
      plannedPrivate: new Uint8Array(),
    });
    expect({ state, size: world.things.size }).toEqual({ state: null, size: 0 });
    expect(diagnostics).toEqual([
      expect.objectContaining({ detail: expect.stringMatching(/^Creating test_ruled: size goes/) }),
    ]);
  });
});
