import { attr, between, type Rule } from "../../../src/vocabulary/index.js";

const attributes = {
  a: attr.optional.string({ doc: "A." }),
  b: attr.optional.bool({ doc: "B." }),
  c: attr.optional.set("string", { doc: "C." }),
};
const rules = between(attributes);
const words = (rule: Rule, values: object) => rule.broken({ a: null, b: null, c: null, ...values }, null);

test.each([
  [{}, "none of a, b, c is set, and one has to be"],
  [{ a: "" }, undefined],
  [{ b: false }, undefined],
  [{ a: "x", c: [] }, "a and c are set, and only one may be"],
])("exactly one of them, on %j: %j", (values, said) => {
  expect(words(rules.exactlyOneOf(["a", "b", "c"]), values)).toBe(said);
});

test.each([
  [{}, undefined],
  [{ b: true }, undefined],
  [{ a: "x", b: false }, "a and b are set, and only one may be"],
])("at most one of them, on %j: %j", (values, said) => {
  expect(words(rules.atMostOneOf(["a", "b"]), values)).toBe(said);
});

test.each([
  [{}, undefined],
  [{ a: "x", b: true, c: [] }, undefined],
  [{ a: "x" }, "a is set, b and c are not"],
  [{ a: "x", b: true }, "a and b are set, c is not"],
])("all of them or none, on %j: %j", (values, said) => {
  expect(words(rules.allOrNone(["a", "b", "c"]), values)).toBe(said);
});

test("a ready-made rule needs what it counts, points at the first, and may have words of its own", () => {
  const advice = "Choose one.";
  expect(rules.exactlyOneOf(["a", "b"], { code: "CREDENTIAL_SOURCE_UNCLEAR", advice })).toMatchObject({
    code: "CREDENTIAL_SOURCE_UNCLEAR",
    needs: ["a", "b"],
    at: "a",
    advice,
  });
});
