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

test.each([
  [{ oneOf: ["a", "b"] }, "string", "c", 'should be one of "a", "b", got "c"'],
  [{ pattern: { matches: /^[a-z]+$/g, words: "be letters" } }, "string", "A", 'should be letters, got "A"'],
  [{ min: 1, max: 3 }, "int", 4, "should be 1 to 3, got 4"],
] as const)("an element is held against the limits %j", (limits, of, wrong, text) => {
  const attribute = attr.optional.list(of, { doc, each: [{ doc: "right", ...limits }] } as never);
  // A pattern that remembers where it was would let every second one pass.
  expect(elementFlaws(attribute, [wrong, wrong]).map((flaw) => flaw.text)).toEqual([text, text]);
  expect(flawOf(attribute, [wrong])).toBe(`has an element that ${text}`);
});

test("an object among others is told by its form, because it may hold what is not to be shown", () => {
  const rule = { path: attr.required.string({ doc }), key: attr.required.string({ doc, sensitive: true }) };
  const one = { doc: "one of its path", sameAs: ({ path }: { path: string }) => path.toLowerCase() };
  const rules = attr.optional.objectSet(rule, { doc, each: [one] });
  const flaws = elementFlaws(rules, [
    { path: "/a", key: "hunter2" },
    { path: "/A", key: "hunter3" },
    { path: UNKNOWN, key: "hunter4" },
  ]);
  expect(flaws.map(({ at, text }) => [at, text])).toEqual([[1, 'should be the only one of "/a"']]);
});
