import { description, path } from "../../../src/types/attributes/common.js";
import { givenSecret } from "../../../src/types/attributes/given-secret.js";
import { isAsSent, toldObject } from "../../../src/types/mechanism/answers.js";
import { gatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { createFields, updateFields, updateRequests } from "../../../src/types/mechanism/requests.js";
import { int, text, texts } from "../../../src/types/wire/index.js";
import { attr } from "../../../src/vocabulary/index.js";

const doc = "An attribute.";
// biome-ignore lint/suspicious/noExplicitAny: the mechanism sees types of any attributes
const thing: any = gatewayType({
  type: "thing",
  doc: "A thing.",
  commands: { create: "create-thing", read: "get-thing", update: "update-thing", delete: "delete-thing" },
  attributes: {
    name: path("thing", "name"),
    ttl: attr.optional.int({
      doc,
      leftToGateway: { usually: 0, varies: true, said: 0, saidIsNone: true },
      wire: int("ttl"),
    }),
    hour: attr.optional.int({ doc, leftToGateway: { usually: 14, varies: true }, wire: int("hour") }),
    lines: attr.optional.set("string", {
      doc,
      wire: { ...texts("lines"), created: () => ({}), updated: () => ({}), role: "parts" },
    }),
    label: attr.optional.string({ doc, wire: text("label") }),
    description: description("thing"),
  },
});
const nothing = { name: "/a", ttl: null, hour: null, lines: null, label: null, description: null };

describe("what is left to the gateway again", () => {
  const left = { plan: nothing, prior: { ...nothing, ttl: 30, hour: 3 }, secrets: {}, now: {} };

  test("is sent as what says so, and left out where nothing does", () => {
    const fields = updateFields(thing, "update-thing", left);
    expect(fields).toMatchObject({ ttl: 0 });
    expect(fields).not.toHaveProperty("hour");
  });

  test.each<[number | null, number, boolean]>([
    [null, 60, true],
    [0, 60, true],
    [0, 0, true],
    [30, 60, false],
    [30, 30, true],
  ])("of %j sent and %j told: as it was sent is %j", (sent, ttl, expected) => {
    const told = toldObject(thing, { name: "/a", ttl, lines: null, label: "", description: "" });
    expect(isAsSent(thing, { ...nothing, ttl: sent }, told)).toBe(expected);
  });

  test("is not sent with a create", () => {
    expect(createFields(thing, nothing)).toMatchObject({ ttl: null, hour: null });
  });
});

describe("what has commands of its own", () => {
  const changed = { ...nothing, lines: ["a"] };

  test("has no request of the type's update", () => {
    const change = { plan: changed, prior: nothing, secrets: {}, now: {} };
    expect(updateRequests(thing, { ...change, changed: (name) => name === "lines" })).toEqual([]);
    expect(updateFields(thing, "update-thing", change)).not.toHaveProperty("lines");
  });

  test("may differ in an unfinished object that is taken over, and nothing else may", () => {
    const told = toldObject(thing, { name: "/a", lines: ["other"], label: "l", description: "" });
    expect(isAsSent(thing, { ...changed, label: "l" }, told)).toBe(true);
    expect(isAsSent(thing, { ...changed, label: "m" }, told)).toBe(false);
  });
});

describe("a write-only value that an object may lack", () => {
  const attributes = {
    token_wo: attr.writeOnly.string({ doc, versionedBy: "token_wo_version" }),
    token_wo_version: attr.optional.int({ doc }),
  };
  const rules = (mayLack: boolean) =>
    givenSecret(attributes, { secret: "token_wo", version: "token_wo_version", of: "thing", mayLack });
  type Given = { readonly token_wo: unknown; readonly token_wo_version: number | null };
  const broken = (mayLack: boolean, values: Given, prior: Given | null = null) =>
    rules(mayLack).flatMap((rule) => (rule.broken(values as never, prior as never) ? [rule.code] : []));

  test.each<[string, Given, Given | null, readonly string[], readonly string[]]>([
    ["neither", { token_wo: null, token_wo_version: null }, null, [], ["VALUE_NOT_ALLOWED"]],
    ["both", { token_wo: "t", token_wo_version: 1 }, null, [], []],
    [
      "a version alone",
      { token_wo: null, token_wo_version: 1 },
      null,
      ["VALUE_NOT_ALLOWED"],
      ["VALUE_NOT_ALLOWED"],
    ],
    [
      "a value alone",
      { token_wo: "t", token_wo_version: null },
      null,
      ["WRITE_ONLY_VERSION_MISSING"],
      ["WRITE_ONLY_VERSION_MISSING"],
    ],
    [
      "a new version alone, of one that is there",
      { token_wo: null, token_wo_version: 2 },
      { token_wo: null, token_wo_version: 1 },
      ["VALUE_NOT_ALLOWED"],
      ["VALUE_NOT_ALLOWED"],
    ],
    [
      "the version that it has",
      { token_wo: null, token_wo_version: 1 },
      { token_wo: null, token_wo_version: 1 },
      [],
      [],
    ],
  ])("with %s", (_, values, prior, ifItMay, ifNot) => {
    expect(broken(true, values, prior)).toEqual(ifItMay);
    expect(broken(false, values, prior)).toEqual(ifNot);
  });
});
