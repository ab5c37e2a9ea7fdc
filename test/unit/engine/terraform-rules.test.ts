import { DecimalText, type TfObject } from "../../../src/engine/index.js";
import { describeTable } from "../../../src/engine/table/describe.js";
import { UNKNOWN } from "../../../src/vocabulary/index.js";
import {
  applyComplaints,
  fingerprint,
  planComplaints,
  typeComplaints,
} from "../../support/engine/terraform-rules.js";
import { thingTable } from "../../support/engine/thing.js";

const schema = describeTable(thingTable);
const nothing = Object.fromEntries(schema.attributes.map(({ name }) => [name, null]));
const planned: TfObject = {
  ...nothing,
  name: "a",
  size: 1,
  tags: ["a"],
  zones: ["a", "b"],
  rules: [{ prefix: "p", days: 1 }],
  id: UNKNOWN,
};
const state: TfObject = { ...planned, id: "1" };

// The judge of the other tests has to be able to say no.
describe("the model of Terraform's rules", () => {
  test.each<[string, TfObject | null]>([
    ["a known value that changed", { ...state, name: "b" }],
    ["a known value that became null", { ...state, size: null }],
    ["null that became empty", { ...state, limits: {} }],
    ["a list that grew", { ...state, tags: ["a", "b"] }],
    ["a set that shrank", { ...state, zones: ["a"] }],
    ["a nested value that changed", { ...state, rules: [{ prefix: "p", days: 2 }] }],
    ["a nested object more", { ...state, rules: [] }],
    ["an unknown value that is left", { ...state, id: UNKNOWN }],
    ["a write-only value", { ...state, secret_wo: "x" }],
    ["an attribute missing", { name: "a" }],
    ["an attribute too many", { ...state, colour: "red" }],
    ["a value of another type", { ...state, size: "1" }],
    ["a number that is none", { ...state, id: "1", generation: Number.NaN }],
    ["no object", null],
  ])("complains after an apply about %s", (_, answer) => {
    expect(applyComplaints(schema, planned, answer, false)).not.toEqual([]);
  });

  test("accepts what keeps to the plan, sets in any order, and null with an error", () => {
    expect(applyComplaints(schema, planned, { ...state, zones: ["b", "a", "b"] }, false)).toEqual([]);
    expect(applyComplaints(schema, planned, null, true)).toEqual([]);
    expect(applyComplaints(schema, null, null, false)).toEqual([]);
    expect(applyComplaints(schema, null, state, true)).toEqual([]);
    expect(applyComplaints(schema, null, state, false)).toEqual(["an object after a delete"]);
  });

  test("complains about plans for absence and for existence", () => {
    expect(planComplaints(schema, null, nothing, null)).toHaveLength(1);
    expect(planComplaints(schema, state, null, state)).toHaveLength(1);
    expect(planComplaints(schema, state, null, null)).toEqual([]);
  });

  test("tells values apart as Terraform does", () => {
    expect(fingerprint(["set", "string"], ["b", "a", "a"])).toBe(fingerprint(["set", "string"], ["a", "b"]));
    expect(fingerprint(["list", "string"], ["b", "a"])).not.toBe(fingerprint(["list", "string"], ["a", "b"]));
    expect(fingerprint("string", "e\u0301")).toBe(fingerprint("string", "\u00e9"));
    expect(fingerprint("number", 2n ** 60n)).not.toBe(fingerprint("number", 2n ** 60n + 1n));
    expect(fingerprint("number", new DecimalText("0.1"))).not.toBe(
      fingerprint("number", new DecimalText("0.2")),
    );
    expect(fingerprint("string", "null")).not.toBe(fingerprint("string", null));
    expect(fingerprint("string", "unknown")).not.toBe(fingerprint("string", UNKNOWN));
    expect(typeComplaints("number", 2 ** 60, "x")).toEqual(["x: an inexact number"]);
  });
});
