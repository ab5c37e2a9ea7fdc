import { attr, elementFlaws, flawOf, UNKNOWN } from "../../../src/vocabulary/index.js";

const doc = "Something.";
const short = {
  doc: "a short text",
  flaw: (text: string) => (text.length > 3 ? "should be short" : undefined),
};
const known = {
  doc: "one that is not known yet in another case",
  flawCode: "ARN_MALFORMED",
  advice: "Take another one.",
  flaw: (text: string) => (text === "bad" ? "should be good" : undefined),
  sameAs: (text: string) => text.toLowerCase(),
} as const;
const set = attr.optional.set("string", { doc, each: [short, known] });
const map = attr.optional.map("int", {
  doc,
  each: [{ doc: "even", flaw: (n: number) => (n % 2 ? `should be even, got ${n}` : undefined) }],
});

test("each element is told where it is, by the first rule that it breaks, with that rule's code and advice", () => {
  expect(elementFlaws(set, ["a", "long", "bad"])).toEqual([
    { at: 1, code: "VALUE_NOT_ALLOWED", text: "should be short", advice: undefined },
    { at: 2, code: "ARN_MALFORMED", text: "should be good", advice: "Take another one." },
  ]);
  expect(elementFlaws(map, { a: 2, b: 3 })).toEqual([
    { at: "b", code: "VALUE_NOT_ALLOWED", text: "should be even, got 3", advice: undefined },
  ]);
});

test("an element that only spells another one differently is told, and the same one twice is not", () => {
  expect(elementFlaws(set, ["a", "a", "A"]).map(({ at, text }) => [at, text])).toEqual([
    [2, 'should name something else than "a" does, got "A"'],
  ]);
});

test("null and unknown elements are not judged, and their neighbours are", () => {
  expect(elementFlaws(set, [UNKNOWN, null, "long"]).map(({ at }) => at)).toEqual([2]);
  expect(elementFlaws(set, [UNKNOWN, null])).toEqual([]);
});

test("the flaw of an attribute names its first element with a flaw", () => {
  expect(flawOf(set, ["a", "long"])).toBe("has an element that should be short");
  expect(flawOf(map, { a: 3 })).toBe("has an element that should be even, got 3");
  expect(flawOf(attr.optional.object({ set }, { doc }), { set: ["long"] })).toBe(
    "has a set that has an element that should be short",
  );
});

test("an attribute without rules for its elements takes any", () => {
  expect(elementFlaws(attr.optional.set("string", { doc }), ["long"])).toEqual([]);
});
