import { anything, assert as hold, property } from "fast-check";
import { attr, flawOf, UNKNOWN } from "../../../src/vocabulary/index.js";

const doc = "Something.";
const attributes = {
  text: attr.optional.string({ doc }),
  choice: attr.optional.string({ doc, oneOf: ["a", "b"] }),
  between: attr.optional.int({ doc, min: 1, max: 9 }),
  least: attr.optional.number({ doc, min: 0.5 }),
  most: attr.optional.number({ doc, max: 2 }),
  bool: attr.optional.bool({ doc }),
  list: attr.optional.list("int", { doc }),
  set: attr.optional.set("string", { doc }),
  map: attr.optional.map("bool", { doc }),
  object: attr.optional.object(
    { a: attr.optional.int({ doc, max: 3 }), b: attr.optional.string({ doc }) },
    { doc },
  ),
  objects: attr.optional.objects({ a: attr.optional.int({ doc, max: 3 }) }, { doc }),
  lists: attr.optional.list({ list: "int" }, { doc }),
  objectSet: attr.optional.objectSet({ a: attr.optional.int({ doc, max: 3 }) }, { doc }),
  objectMap: attr.optional.objectMap({ a: attr.optional.int({ doc, max: 3 }) }, { doc }),
  letters: attr.optional.string({ doc, pattern: { matches: /^[a-z]+$/, words: "be letters" } }),
  even: attr.optional.int({ doc, flaw: (n: number) => (n % 2 ? `should be even, got ${n}` : undefined) }),
};

test.each([
  ["text", 1, "should be text, got 1"],
  ["choice", "c", 'should be one of "a", "b", got "c"'],
  ["between", 0, "should be 1 to 9, got 0"],
  ["between", 10, "should be 1 to 9, got 10"],
  ["between", 1.5, "should be a whole number, got 1.5"],
  ["between", Number.NaN, "should be a whole number, got NaN"],
  ["least", 0.4, "should be at least 0.5, got 0.4"],
  ["most", 2.1, "should be at most 2, got 2.1"],
  ["most", Number.NEGATIVE_INFINITY, "should be a number, got -Infinity"],
  ["bool", 1n, "should be true or false, got 1"],
  ["list", [1, Number.NaN], "should be a whole number, got NaN"],
  ["text", [Number.NaN, { a: 2n }], 'should be text, got [NaN,{"a":2}]'],
  ["bool", "true", 'should be true or false, got "true"'],
  ["list", "1", 'should be a list, got "1"'],
  ["list", [1, "2"], 'should be a whole number, got "2"'],
  ["set", [null], "should be text, got null"],
  ["map", ["a"], 'should be an object, got ["a"]'],
  ["map", { a: 1 }, "should be true or false, got 1"],
  ["object", "a", 'should be an object, got "a"'],
  ["object", { c: 1 }, 'should have no "c"'],
  ["object", { a: 4 }, "has a a that should be at most 3, got 4"],
  ["objects", { a: 1 }, 'should be a list, got {"a":1}'],
  ["objects", [{ a: 1 }, { a: 4 }], "has a a that should be at most 3, got 4"],
  ["lists", [[1], 2], "should be a list, got 2"],
  ["lists", [[1], ["2"]], 'should be a whole number, got "2"'],
  ["objectSet", [{ a: 4 }], "has a a that should be at most 3, got 4"],
  ["objectMap", { k: { a: 4 } }, "has a a that should be at most 3, got 4"],
  ["objectMap", [], "should be an object, got []"],
  ["letters", "a1", 'should be letters, got "a1"'],
  ["even", 3, "should be even, got 3"],
] as const)("the flaw of %s in %j: %s", (name, value, words) => {
  expect(flawOf(attributes[name], value)).toBe(words);
});

test.each([
  ["text", ""],
  ["choice", "b"],
  ["between", 1],
  ["between", 9],
  ["least", 0.5],
  ["most", 2],
  ["bool", false],
  ["list", []],
  ["list", [1, UNKNOWN]],
  ["set", ["a"]],
  ["map", { a: true }],
  ["object", { a: null, b: UNKNOWN }],
  ["object", {}],
  ["objects", [{ a: 3 }]],
  ["lists", [[1, UNKNOWN], UNKNOWN, []]],
  ["objectSet", [{ a: 3 }, UNKNOWN]],
  ["objectMap", { k: { a: null } }],
  ["letters", "abc"],
  ["even", 2],
] as const)("nothing is wrong with %s in %j", (name, value) => {
  expect(flawOf(attributes[name], value)).toBeUndefined();
});

test("what is unset or unknown is never wrong", () => {
  for (const attribute of Object.values(attributes)) {
    for (const value of [null, undefined, UNKNOWN]) expect(flawOf(attribute, value)).toBeUndefined();
  }
});

test("any value at all gets an answer in words that complete a sentence", () => {
  hold(
    property(anything({ withBigInt: true }), (value) => {
      for (const attribute of Object.values(attributes)) {
        expect(flawOf(attribute, value) ?? "should").toMatch(/^(should|has) ?/);
      }
    }),
  );
});
