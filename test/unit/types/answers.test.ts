import { makingMark } from "../../../src/domain/making-mark.js";
import { itemNumber, path, tagsOf } from "../../../src/types/attributes/common.js";
import { gatewayName } from "../../../src/types/attributes/gateway-name.js";
import { isAsSent, storedFrom, toldBy, valuesNow } from "../../../src/types/mechanism/answers.js";
import { gatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { flag, int, reference, text } from "../../../src/types/wire/index.js";
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
      wire: reference("target-name", { told: "targets.0.name" }),
    }),
    note: attr.optional.string({ doc, wire: text("note") }),
    unseen: attr.optional.string({ doc, wire: text("unseen", { told: null }) }),
    on: attr.defaulted.bool({ doc, default: true, wire: flag("on") }),
    hour: attr.optional.int({ doc, wire: int("hour", { choice: { value: 14, isSent: false } }) }),
    region: attr.optional.string({ doc, wire: text("region", { choice: { value: "r", isSent: true } }) }),
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
const read = (changes: object, state: object = stored, isImport = false) =>
  storedFrom(thing, state as never, toldBy(thing, { ...answer, ...changes }), isImport);
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
  const { values, kept } = storedFrom(thing, stored, toldBy(thing, absent), false);
  expect(values[name]).toEqual(stored[name as keyof typeof stored]);
  expect(kept).toEqual([words]);
});

test("an absent field says nothing new of what is not set, nor of the number", () => {
  const state = { ...stored, note: null, tags: null, on: false };
  const told = toldBy(thing, { name: "a", targets: [{ name: "t" }], hour: 3, region: "s" });
  expect(storedFrom(thing, state, told, false)).toEqual({ values: state, kept: [] });
});

test("an empty text or list that is stored stays, because the gateway does not tell it from none", () => {
  const state = { ...stored, note: "", tags: [] };
  expect(read({ note: "", tags: null }, state).values).toMatchObject({ note: "", tags: [] });
  expect(read({ note: "m" }, state).values).toMatchObject({ note: "m" });
});

test("a choice that the gateway keeps is no drift, and one that an update can set is", () => {
  const state = { ...stored, hour: null, region: null };
  expect(read({ hour: 5, region: "r" }, state).values).toMatchObject({ hour: null, region: null });
  expect(read({ hour: 14, region: "s" }, state).values).toMatchObject({ hour: null, region: "s" });
});

test("an import takes the gateway's own choice for nobody's, and another one for the user's", () => {
  const state = { ...Object.fromEntries(Object.keys(stored).map((name) => [name, null])), name: "/a" };
  expect(read({ hour: 14, region: "r" }, state, true).values).toMatchObject({ hour: null, region: null });
  expect(read({ hour: 5 }, state, true).values).toMatchObject({ hour: 5, ofUser: false, on: true });
});

test("what has a meaning for another kind of object only stays as it is, whatever is told", () => {
  expect(read({ of_user: 5 })).toMatchObject({ values: { ofUser: false }, kept: [] });
  expect(read({ kind: "user", of_user: true })).toMatchObject({ values: { ofUser: true } });
});

describe("a mark", () => {
  const mark = makingMark(new Date(0), "0123456789abcdef", 1);
  const told = toldBy(thing, { ...answer, tags: ["a", mark, "b"] });

  test("is no tag, and is taken away by the next change", () => {
    expect(storedFrom(thing, stored, told, false).values.tags).toEqual(["a", "b"]);
    expect(told.marks?.map(({ text }) => text)).toEqual([mark]);
    expect(valuesNow(thing, told).tags).toEqual(["a", "b", mark]);
  });

  test("alone leaves no tags", () => {
    expect(toldBy(thing, { ...answer, tags: [mark] }).readings.tags).toEqual({ is: "told", value: null });
  });
});

describe("an object is as it was sent", () => {
  const sent = { ...stored, unseen: null };
  const is = (changes: object, plan: object = sent) =>
    isAsSent(thing, plan as never, toldBy(thing, { ...answer, ...changes }));

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

  test("and not with a value that no answer tells, because nobody can compare it", () => {
    expect(is({}, { ...sent, unseen: "u" })).toBe(false);
  });
});
