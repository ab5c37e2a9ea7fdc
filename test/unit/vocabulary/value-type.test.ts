import {
  attr,
  elementTypeOf,
  fieldsOf,
  holdsUnknown,
  mayReferTo,
  UNKNOWN,
} from "../../../src/vocabulary/index.js";

const doc = "Something.";
const fields = { x: attr.required.string({ doc }) };

test.each([
  [attr.optional.object(fields, { doc }), "single"],
  [attr.optional.objects(fields, { doc }), "list"],
  [attr.optional.objectSet(fields, { doc }), "set"],
  [attr.optional.objectMap(fields, { doc }), "map"],
])("nested objects are found in %j: %s", ({ type }, nesting) => {
  expect(fieldsOf(type)).toEqual({ nesting, fields });
});

test.each([
  attr.optional.string({ doc }),
  attr.optional.list("string", { doc }),
  attr.optional.map({ set: "int" }, { doc }),
])("there are no nested objects in %j", ({ type }) => {
  expect(fieldsOf(type)).toBeUndefined();
});

test("elements have the type that they were given", () => {
  expect(elementTypeOf(attr.optional.list({ set: "int" }, { doc }).type)).toEqual({ set: "int" });
  expect(elementTypeOf(attr.optional.int({ doc }).type)).toBeUndefined();
});

test.each([
  ["target", "target_aws", true],
  ["target", "target", true],
  ["role", "role", true],
  ["role", "roles_anywhere", false],
  ["target_aws", "target", false],
  ["", "target", false],
])("a reference to %j may name a %s: %s", (refersTo, type, may) => {
  expect(mayReferTo(refersTo, type)).toBe(may);
});

test("what is unknown is found at any depth", () => {
  expect([UNKNOWN, [UNKNOWN], { a: [{ b: UNKNOWN }] }].map(holdsUnknown)).toEqual([true, true, true]);
  expect([null, "x", [], { a: [null] }].map(holdsUnknown)).toEqual([false, false, false, false]);
});
