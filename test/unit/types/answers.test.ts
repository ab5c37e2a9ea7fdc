import { makingMark } from "../../../src/domain/making-mark.js";
import { itemNumber, path, tagsOf } from "../../../src/types/attributes/common.js";
import { gatewayName } from "../../../src/types/attributes/gateway-name.js";
import { isAsSent, storedFrom, toldObject, untold, valuesNow } from "../../../src/types/mechanism/answers.js";
import { gatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { flag, int, objectPath, text } from "../../../src/types/wire/index.js";
import { attr } from "../../../src/vocabulary/index.js";

const doc = "An attribute.";
const written = gatewayType({
  type: "thing",
  doc: "A thing.",
  commands: { create: "create-thing", read: "get-thing", update: "update-thing", delete: "delete-thing" },
  attributes: {
    name: path("thing", "name"),
    target: attr.required.string({
      doc,
      ...gatewayName,
      refersTo: "target",
      wire: objectPath("target-name", { told: "targets.0.name" }),
    }),
    note: attr.optional.string({ doc, wire: text("note") }),
    unseen: attr.optional.string({ doc, tellsNothing: true, wire: text("unseen") }),
    on: attr.defaulted.bool({ doc, default: true, wire: flag("on") }),
    hour: attr.optional.int({ doc, leftToGateway: { usually: 14, varies: true }, wire: int("hour") }),
    region: attr.optional.string({ doc, leftToGateway: { usually: "r" }, wire: text("region") }),
    ofUser: attr.defaulted.bool({
      doc,
      default: false,
      wire: flag("of-user", { counts: (answer) => (answer as { kind?: string }).kind === "user" }),
    }),
    tags: tagsOf("thing", "tags", "change"),
    item_id: itemNumber("id"),
  },
});
// biome-ignore lint/suspicious/noExplicitAny: the mechanism sees types of any attributes
const thing = written as any;

const stored = {
  ...{ name: "/a", target: "/t", note: "n", unseen: "u", on: true, hour: 3, region: "s", ofUser: false },
  ...{ tags: ["b", "a"], item_id: 7 },
};
const answer = {
  ...{ name: "a", targets: [{ name: "t" }], note: "n", on: true, hour: 3, region: "s", of_user: "odd" },
  ...{ tags: ["a", "b"], id: 7 },
};
const read = (changes: object, state: object = stored) =>
  storedFrom(thing, state as never, toldObject(thing, { ...answer, ...changes }));
const without = (field: string) => ({ [field]: undefined });

test("an answer that says what is stored keeps it, in the gateway's own order and spelling", () => {
  expect(read({})).toEqual({ values: { ...stored, tags: ["a", "b"] }, kept: [] });
});

test.each([
  ["note", { note: "m" }, "m"],
  ["note", { note: "" }, null],
  ["note", { note: null }, null],
  ["on", { on: "false" }, false],
  ["target", { targets: [] }, ""],
  ["target", { targets: null }, ""],
  ["tags", { tags: [] }, null],
  ["hour", { hour: 4 }, 4],
  ["region", { region: "r" }, "r"],
  ["item_id", { id: 8 }, 8],
])("drift of %s in %j is seen", (name, changes, value) => {
  expect(read(changes)).toMatchObject({ values: { [name]: value }, kept: [] });
});

test.each([
  ["note", { note: 5 }, "note: note is a number instead of text"],
  ["on", { on: "perhaps" }, "on: on is a string instead of a boolean"],
  ["hour", { hour: [] }, "hour: hour is a list instead of a whole number"],
  ["tags", { tags: "a" }, "tags: tags is a string instead of a list of texts"],
  ["note", without("note"), "note is not told"],
  ["on", without("on"), "on is not told"],
  ["target", without("targets"), "target is not told"],
  ["tags", without("tags"), "tags is not told"],
])("what is stored of %s stays in front of %j, and that is told", (name, changes, words) => {
  const absent = Object.fromEntries(
    Object.entries({ ...answer, ...changes }).filter(([, value]) => value !== undefined),
  );
  const { values, kept } = storedFrom(thing, stored, toldObject(thing, absent));
  expect(values[name]).toEqual(stored[name as keyof typeof stored]);
  expect(kept).toEqual([words]);
});

test("an absent field says nothing new of what is not set, nor of the number", () => {
  const state = { ...stored, note: null, tags: null, on: false };
  const told = toldObject(thing, { name: "a", targets: [{ name: "t" }], hour: 3, region: "s" });
  expect(storedFrom(thing, state, told)).toEqual({ values: state, kept: [] });
});

test("what the gateway does not tell is not looked for, whatever an answer has under its name", () => {
  expect(read({ unseen: "other" })).toEqual({ values: { ...stored, tags: ["a", "b"] }, kept: [] });
});

test("what has a meaning for another kind of object only stays as it is, whatever is told", () => {
  expect(read({ of_user: 5 })).toMatchObject({ values: { ofUser: false }, kept: [] });
  expect(read({ kind: "user", of_user: true })).toMatchObject({ values: { ofUser: true } });
});

describe("a mark", () => {
  const mark = makingMark(new Date(0), "0123456789abcdef", 1);
  const told = toldObject(thing, { ...answer, tags: ["a", mark, "b"] });

  test("is no tag, and is taken away by the next change", () => {
    expect(storedFrom(thing, stored, told).values.tags).toEqual(["a", "b"]);
    expect(told.marks?.map(({ text }) => text)).toEqual([mark]);
    expect(valuesNow(thing, told).tags).toEqual(["a", "b", mark]);
  });

  test("alone leaves no tags", () => {
    expect(toldObject(thing, { ...answer, tags: [mark] }).readings.tags).toEqual({ is: "told", value: null });
  });
});

describe("an object is as it was sent", () => {
  const sent = { ...stored, unseen: null };
  const is = (changes: object, plan: object = sent) =>
    isAsSent(thing, plan as never, toldObject(thing, { ...answer, ...changes }));

  test("where every value is the same, in whatever order and spelling", () => {
    expect(is({})).toBe(true);
    expect(is({ hour: 9, region: "x" }, { ...sent, hour: null, region: null })).toBe(true);
    expect(is({ note: null }, { ...sent, note: "" })).toBe(true);
  });

  test.each([
    { note: "m" },
    { note: null },
    { on: false },
    { hour: 4 },
    { region: "r" },
    { targets: [{ name: "s" }] },
    { tags: ["a"] },
    { tags: ["a", "b", "c"] },
    { tags: ["a", "c"] },
    { tags: null },
    { note: 5 },
    { on: "perhaps" },
  ])("and not with %j", (changes) => {
    expect(is(changes)).toBe(false);
  });

  test("and a value that no answer tells is named, because it cannot be compared", () => {
    const told = toldObject(thing, answer);
    expect(untold(thing, { ...sent, unseen: "u" } as never, told)).toEqual(["unseen"]);
    expect(untold(thing, sent as never, told)).toEqual([]);
    expect(is({}, { ...sent, unseen: "u" })).toBe(true);
  });
});
