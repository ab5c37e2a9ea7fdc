import { SecretText } from "../../../../src/domain/secret-text.js";
import * as wire from "../../../../src/types/wire/index.js";

/** A word, whatever its values are. */
interface AnyWire {
  created(value: never): unknown;
  readonly updated?: ((value: never, now: never) => unknown) | undefined;
  readonly told?: ((answer: unknown) => unknown) | undefined;
}

const AT = "the_field";
const told = (word: AnyWire, raw: unknown) => word.told?.({ [AT]: raw });
const NONE = { is: "told", value: null };

/** A word, a value, how that is sent, what clears it in an update, and spellings in which an answer may tell it. */
type Row = readonly [
  word: string,
  wire: AnyWire,
  value: unknown,
  sent: unknown,
  cleared: unknown,
  spellings: readonly unknown[],
  odd: readonly unknown[],
];

const words: readonly Row[] = [
  ["text", wire.text("the-field"), "a", "a", "", ["a"], [1, true, [], {}]],
  ["jsonText", wire.jsonText("the-field"), '{"a":[]}', '{"a":[]}', "", ['{"a":[]}', { a: [] }], [1, []]],
  ["jsonListText", wire.jsonListText("the-field"), "[1]", "[1]", "[]", ["[1]", [1]], [1, {}]],
  ["objectPath", wire.objectPath("the-field"), "/a/b", "/a/b", "", ["/a/b", "a/b"], [1, [], {}]],
  ["flag", wire.flag("the-field"), true, true, false, [true, "true"], ["yes", 1, []]],
  ["flag", wire.flag("the-field"), false, false, false, [false, "false"], ["no", 0, {}]],
  ["flagText", wire.flagText("the-field"), true, "true", "false", [true, "true"], ["yes", 1]],
  ["int", wire.int("the-field"), 5, 5, null, [5, "5"], ["5m", 1.5, true, []]],
  ["int", wire.int("the-field"), 0, 0, null, [0, "0"], ["zero"]],
  ["intText", wire.intText("the-field"), -5, "-5", null, [-5, "-5"], [Number.MAX_VALUE, {}]],
  ["minutes", wire.minutes("the-field"), 300, 5, null, [5, "5"], ["5m"]],
  ["duration", wire.duration("the-field"), 5400, "90m", null, ["90m", "1h30m", "5400s"], ["an hour", {}]],
  [
    "unixDate",
    wire.unixDate("the-field"),
    "2030-01-31T12:00:00Z",
    1896091200,
    0,
    [1896091200, "1896091200"],
    ["soon", []],
  ],
  ["texts", wire.texts("the-field"), ["a", "b"], ["a", "b"], [], [["a", "b"]], ["a,b", [1], {}]],
  [
    "commaList",
    wire.commaList("the-field"),
    ["a", "b"],
    "a,b",
    "",
    ["a,b", "a, b", ["a", "b"]],
    [1, [1], {}],
  ],
  ["claims", wire.claims("the-field"), { a: "1,2" }, { a: "1,2" }, {}, [{ a: ["1", "2"] }], [[], { a: [1] }]],
  [
    "textsToldJoined",
    wire.textsToldJoined("the-field"),
    ["a", "b"],
    ["a", "b"],
    [],
    ["a,b", "a, b", ["a", "b"]],
    [1, [1], {}],
  ],
  [
    "daysAhead",
    wire.daysAhead("the-field"),
    [30, 7],
    ["30", "7"],
    [],
    [[{ seconds_before: 2_592_000 }, { seconds_before: 604_800 }]],
    [30, [30], [{ seconds_before: 5 }], [{}]],
  ],
  ["spacedList", wire.spacedList("the-field"), ["a", "b"], "a b", "", ["a b", "a  b ", ["a", "b"]], [1, {}]],
  [
    "pairs",
    wire.pairs("the-field"),
    { a: "1", b: "c=d" },
    "a=1,b=c=d",
    "",
    ["a=1,b=c=d", " a = 1 , b=c=d"],
    ["a", "=1", [], { a: "1" }],
  ],
  ["map", wire.map("the-field"), { a: "1" }, { a: "1" }, {}, [{ a: "1" }], ["a=1", [], { a: 1 }]],
] as const;

describe.each(words)("%s", (_, word, value, sent, cleared, spellings, odd) => {
  test(`sends ${JSON.stringify(value)} as ${JSON.stringify(sent)}, by a create and by an update`, () => {
    expect(word.created(value as never)).toEqual({ "the-field": sent });
    expect(word.updated?.(value as never, null as never)).toEqual({ "the-field": sent });
  });

  test("leaves out of a create what is not set, and clears it by an update", () => {
    expect(word.created(null as never)).toEqual({ "the-field": null });
    expect(word.updated?.(null as never, value as never)).toEqual({ "the-field": cleared });
  });

  test.each(spellings.map((raw) => [raw]))("reads %j", (raw) => {
    expect(told(word, raw)).toEqual({ is: "told", value });
  });

  test("tells a field that is absent from one that is null or empty", () => {
    expect(word.told?.({})).toEqual({ is: "absent" });
    expect(told(word, null)).toEqual(NONE);
    expect(told(word, "")).toEqual(NONE);
  });

  test.each(odd.map((raw) => [raw]))("reads %j as odd, and says what came without showing it", (raw) => {
    const reading = told(word, raw);
    expect(reading).toEqual({
      is: "odd",
      seen: expect.stringMatching(/^the_field is (a|an) .* instead of /),
    });
  });
});

test("an empty list or map, and the date 0, are nothing", () => {
  for (const word of [wire.texts("f", { told: AT }), wire.commaList("f", { told: AT })]) {
    expect(told(word, [])).toEqual(NONE);
  }
  expect(told(wire.map("f", { told: AT }), {})).toEqual(NONE);
  expect(told(wire.unixDate("f", { told: AT }), 0)).toEqual(NONE);
});

describe("a word with options", () => {
  test.each([
    ["a path into records", "a.b", { a: { b: "x" } }, { is: "told", value: "x" }],
    ["a path into a list", "a.0.b", { a: [{ b: "x" }, { b: "y" }] }, { is: "told", value: "x" }],
    ["a list without that entry", "a.0.b", { a: [] }, NONE],
    ["a list that is null", "a.0.b", { a: null }, NONE],
    ["a record on the way that is absent", "a.b", {}, { is: "absent" }],
    ["a field of the record that is absent", "a.b", { a: {} }, { is: "absent" }],
    ["something on the way that is no record", "a.b", { a: "x" }, { is: "absent" }],
    ["a name that every object has", "constructor", {}, { is: "absent" }],
  ])("reads %s", (_, path, answer, reading) => {
    expect(wire.text("x", { told: path }).told?.(answer)).toEqual(reading);
  });

  test("takes what is unsaid for the value that it means", () => {
    const word = wire.flag("the-field", { unsaid: false });
    for (const answer of [{}, { [AT]: null }, { [AT]: "" }]) {
      expect(word.told?.(answer)).toEqual({ is: "told", value: false });
    }
  });

  test("takes a field that is left out for one that is not set", () => {
    expect(wire.text("the-field", { leftOut: true }).told?.({})).toEqual(NONE);
  });

  test("takes a field that is left out of its part for not set, and says nothing where the part is missing", () => {
    const text = wire.text("x", { told: "part.x", leftOut: "part" });
    const flag = wire.flag("x", { told: "part.x", leftOut: "part", unsaid: false });
    expect(text.told?.({ part: {} })).toEqual(NONE);
    expect(flag.told?.({ part: {} })).toEqual({ is: "told", value: false });
    for (const answer of [{}, { part: null }]) {
      expect(text.told?.(answer)).toEqual({ is: "absent" });
      expect(flag.told?.(answer)).toEqual({ is: "absent" });
    }
  });

  test("has a value that stands for not set, both ways", () => {
    const word = wire.int("the-field", { nothing: 0 });
    expect(told(word, 0)).toEqual(NONE);
    expect(word.updated?.(null, 5)).toEqual({ "the-field": 0 });
    expect(word.created(null as never)).toEqual({ "the-field": null });
  });

  test("is silent about an object for which it has no meaning, whatever is told", () => {
    const word = wire.flag("the-field", { counts: (answer) => (answer as { kind: string }).kind === "user" });
    expect(word.told?.({ kind: "role", [AT]: 5 })).toEqual({ is: "silent" });
    expect(word.told?.({ kind: "user", [AT]: true })).toEqual({ is: "told", value: true });
  });

  test("is lacked by an entry of a list only without the part in which it may be left out", () => {
    const word = wire.text("label", { told: "general.label", leftOut: "general.details" });
    expect(word.lacks?.({ general: { details: {} } })).toBe(false);
    expect(word.lacks?.({ general: {} })).toBe(true);
    expect(word.lacks?.({})).toBe(true);
    expect(wire.text("label", { leftOut: true }).lacks?.({})).toBe(true);
  });

  test("is silent where the flag is off without which the field is not told, and lacks it only where that is on", () => {
    const word = wire.int("the-field", { withFlag: "grace" });
    for (const answer of [{}, { grace: false }, { grace: "false" }]) {
      expect(word.told?.({ ...answer, [AT]: 5 })).toEqual({ is: "silent" });
      expect(word.lacks?.(answer)).toBe(false);
    }
    expect(word.told?.({ grace: true, [AT]: 5 })).toEqual({ is: "told", value: 5 });
    expect(word.lacks?.({ grace: true })).toBe(true);
  });

  test("reads own fields as lists of names with values", () => {
    const word = wire.customFields("the-field");
    expect(word.created({ owner: "ours" })).toEqual({ "the-field": { owner: "ours" } });
    expect(told(word, [{ name: "owner", value: "ours" }])).toEqual({ is: "told", value: { owner: "ours" } });
    expect(told(word, [])).toEqual(NONE);
    for (const raw of [{}, "a", [7], [{ name: "owner" }], [{ name: "owner", value: 5 }]]) {
      expect(told(word, raw)).toMatchObject({ is: "odd" });
    }
  });

  test("that is for a create only is not sent by an update", () => {
    const word = wire.text("the-field", { on: "create" });
    expect(word.created("a")).toEqual({ "the-field": "a" });
    expect(word.updated).toBeUndefined();
  });

  test("respells what is told, but not what is absent", () => {
    const word = wire.text("the-field", { respelled: (raw) => String(raw).toUpperCase() });
    expect(word.told?.({ [AT]: "a" })).toEqual({ is: "told", value: "A" });
    expect(word.told?.({})).toEqual({ is: "absent" });
  });
});

test("what is only told is never sent", () => {
  const word = wire.told.text(AT);
  expect(word.created("a")).toEqual({});
  expect(word.updated).toBeUndefined();
  expect(word.told?.({ [AT]: "a" })).toEqual({ is: "told", value: "a" });
});

describe("tags", () => {
  test("are sent by a create where there are any, with the one field for them", () => {
    for (const word of [wire.tags("t"), wire.tagsByChange("t")]) {
      expect(word.created(["a"])).toEqual({ tags: ["a"] });
      expect(word.created([])).toEqual({ tags: null });
      expect(word.created(null as never)).toEqual({ tags: null });
    }
  });

  test("are given as a whole, or added and removed one by one", () => {
    expect(wire.tags("t").updated?.(null, ["a"])).toEqual({ tags: [] });
    expect(wire.tagsByChange("t").updated?.(["b", "c"], ["a", "b"])).toEqual({
      "add-tag": ["c"],
      "rm-tag": ["a"],
    });
    expect(wire.tagsByChange("t").updated?.(["a"], ["a"])).toEqual({ "add-tag": null, "rm-tag": null });
    expect(wire.tagsByChange("t").updated?.(null, null)).toEqual({ "add-tag": null, "rm-tag": null });
  });
});

test("a secret is sent as it is, unseen, and no answer tells it", () => {
  const value = new SecretText("s3cret");
  const word = wire.secret("db-pwd");
  expect(word.created(value as never)).toEqual({ "db-pwd": value });
  expect(word.told).toBeUndefined();
  expect([word.role, wire.secret("db-pwd", { heldAt: "value.db_pwd" }).role]).toEqual([
    "secret",
    "heldSecret",
  ]);
});
