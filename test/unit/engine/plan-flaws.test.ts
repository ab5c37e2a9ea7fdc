import type { TfObject } from "../../../src/engine/index.js";
import { planFlaws } from "../../../src/engine/plan/plan-flaws.js";
import { describeTable } from "../../../src/engine/table/describe.js";
import { UNKNOWN } from "../../../src/vocabulary/index.js";
import { planComplaints } from "../../support/engine/terraform-rules.js";
import { thingTable } from "../../support/engine/thing.js";

const { attributes } = thingTable;
const schema = describeTable(thingTable);

const nothing = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
const config: TfObject = {
  ...nothing,
  name: "a",
  label: "x",
  tags: ["a", "b"],
  zones: ["a", "b"],
  owner: { team: "core" },
  rules: [{ prefix: "p", days: null }],
  secret_wo: "hunter2",
};
const planned: TfObject = {
  ...config,
  size: 1,
  rules: [{ prefix: "p", days: 30 }],
  secret_wo: null,
  id: UNKNOWN,
  generation: UNKNOWN,
  alias: UNKNOWN,
};
const prior: TfObject = {
  ...planned,
  label: "before",
  id: "1",
  generation: 1,
  alias: null,
  owner: { team: "before" },
};

const { label: _, ...withoutLabel } = planned;

/** Each with the place at which it is told. */
const wrong: readonly (readonly [string, TfObject, string])[] = [
  ["another value than configured", { ...planned, label: "other" }, "label"],
  ["an unknown value although configured", { ...planned, label: UNKNOWN }, "label"],
  ["null although configured", { ...planned, label: null }, "label"],
  ["a value although not configured", { ...planned, ratio: 1 }, "ratio"],
  ["an empty map although not configured", { ...planned, limits: {} }, "limits"],
  ["a list in another order", { ...planned, tags: ["b", "a"] }, "tags"],
  ["a set that has grown", { ...planned, zones: ["a", "b", "c"] }, "zones"],
  ["an object unknown although configured", { ...planned, owner: UNKNOWN }, "owner"],
  ["an object null although configured", { ...planned, owner: null }, "owner"],
  ["another nested value", { ...planned, owner: { team: "other" } }, "owner.team"],
  [
    "nested objects more than configured",
    {
      ...planned,
      rules: [
        { prefix: "p", days: 1 },
        { prefix: "q", days: 1 },
      ],
    },
    "rules",
  ],
  ["another value in nested objects", { ...planned, rules: [{ prefix: "q", days: 30 }] }, "rules.0.prefix"],
  ["a write-only value", { ...planned, secret_wo: "hunter2" }, "secret_wo"],
  ["an attribute missing", withoutLabel, "label"],
];

const fine: readonly (readonly [string, TfObject])[] = [
  ["what is configured, with defaults and unknown computed values", planned],
  ["a set in another order", { ...planned, zones: ["b", "a"] }],
  ["any default", { ...planned, size: 9, rules: [{ prefix: "p", days: UNKNOWN }] }],
  ["known computed values", { ...planned, id: "1", generation: 1, alias: null }],
  ["the prior value", { ...planned, label: "before" }],
  ["the prior nested value", { ...planned, owner: { team: "before" } }],
];

describe("the second look at a plan, beside Terraform's own rules", () => {
  test.each(wrong)("finds %s", (__, plan, place) => {
    const flaws = planFlaws(attributes, prior, config, plan);
    expect(flaws.map(({ path }) => path.map((step) => Object.values(step)[0]).join("."))).toEqual([place]);
    expect(planComplaints(schema, prior, config, plan)).toHaveLength(1);
  });

  test.each(fine)("accepts %s", (__, plan) => {
    expect(planFlaws(attributes, prior, config, plan)).toEqual([]);
    expect(planComplaints(schema, prior, config, plan)).toEqual([]);
  });

  test("finds null where something is configured and nothing was before", () => {
    const plan = { ...planned, label: null };
    expect(planFlaws(attributes, null, config, plan)).toHaveLength(1);
    expect(planFlaws(attributes, { ...prior, label: null }, config, plan)).toHaveLength(1);
    expect(planComplaints(schema, { ...prior, label: null }, config, plan)).toHaveLength(1);
  });

  test("finds a prior value where nothing is configured any more", () => {
    const unset = { ...config, label: null, tags: null };
    const kept = { ...planned, label: "before", tags: null };
    expect(planFlaws(attributes, prior, unset, kept)).toHaveLength(1);
    expect(planComplaints(schema, prior, unset, kept)).toHaveLength(1);
  });
});
