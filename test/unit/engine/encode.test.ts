import { SecretText } from "../../../src/domain/secret-text.js";
import { type AuthorMisfit, fromAuthor } from "../../../src/engine/author/encode.js";
import { sameValue } from "../../../src/engine/value/equal.js";
import { pathText } from "../../../src/engine/value/path.js";
import { type Attribute, attr, UNKNOWN } from "../../../src/vocabulary/index.js";

const doc = "Words.";
const owner = attr.computed.object(
  { team: attr.required.string({ doc }), note: attr.optional.string({ doc }) },
  { doc },
);
const sparse = [1];
sparse[2] = 3;

/** What an author gives, and what is said about it. */
const misfits: readonly (readonly [string, Attribute, unknown, readonly string[]])[] = [
  ["a number for text", attr.computed.string({ doc }), 1, ["x should be text, got a number"]],
  ["nothing", attr.computed.string({ doc }), undefined, ["x should be text, got nothing"]],
  ["null", attr.computed.string({ doc }), null, ["x should be text, got null"]],
  ["an unknown value", attr.computed.string({ doc }), UNKNOWN, ["x should be text, got an unknown value"]],
  [
    "a secret",
    attr.computed.string({ doc }),
    new SecretText("hunter2"),
    ["x should be text, got an object of class SecretText"],
  ],
  [
    "a promise",
    attr.computed.bool({ doc }),
    Promise.resolve(true),
    ["x should be true or false, got a promise"],
  ],
  ["a bigint", attr.computed.number({ doc }), 1n, ["x should be a number, got a bigint"]],
  [
    "infinity",
    attr.computed.number({ doc }),
    Number.POSITIVE_INFINITY,
    ["x should be a number, got no finite number"],
  ],
  [
    "a number beyond exactness",
    attr.computed.int({ doc }),
    2 ** 60,
    ["x should be a whole number, got a number"],
  ],
  ["text for a list", attr.computed.list("string", { doc }), "abc", ["x should be a list, got text"]],
  [
    "a Set for a set",
    attr.computed.set("string", { doc }),
    new Set(["a"]),
    ["x should be a list, got an object of class Set"],
  ],
  [
    "a list with holes",
    attr.computed.list("int", { doc }),
    sparse,
    ["x[1] should be a whole number, got nothing"],
  ],
  ["null in a list", attr.computed.list("string", { doc }), ["a", null], ["x[1] should be text, got null"]],
  ["a list for a map", attr.computed.map("string", { doc }), [], ["x should be a map, got a list"]],
  [
    "a Map for a map",
    attr.computed.map("string", { doc }),
    new Map(),
    ["x should be a map, got an object of class Map"],
  ],
  [
    "a secret for a map",
    attr.computed.map("string", { doc }),
    new SecretText("hunter2"),
    ["x should be a map, got an object of class SecretText"],
  ],
  [
    "a wrong value in a map",
    attr.computed.map("int", { doc }),
    { a: "1" },
    ['x["a"] should be a whole number, got text'],
  ],
  ["a date for an object", owner, new Date(0), ["x should be an object, got an object of class Date"]],
  [
    "an incomplete object",
    owner,
    { note: 1 },
    ["x.team should be text, got nothing", "x.note should be text, got a number"],
  ],
  ["a method for a value", owner, Object.create({ team: "t" }), ["x should be an object, got an object"]],
];

test.each(misfits)("fails to take %s, without showing it", (_, attribute, value, said) => {
  const found: AuthorMisfit[] = [];
  fromAuthor(attribute, value, [{ attribute: "x" }], found);
  expect(found.map(({ path, text }) => `${pathText(path)} ${text}`)).toEqual(said);
});

test.each<[string, Attribute, unknown, unknown]>([
  ["null where it is allowed", attr.computedOrNull.string({ doc }), null, null],
  ["text in its composed form", attr.computed.string({ doc }), "cafe\u0301", "caf\u00e9"],
  ["a large number exactly", attr.computed.number({ doc }), 2 ** 70, 2n ** 70n],
  ["zero without a sign", attr.computed.number({ doc }), -0, 0],
  ["whole zero without a sign", attr.computed.int({ doc }), -0, 0],
  [
    "an object of another realm's making",
    owner,
    Object.assign(Object.create(null), { team: "t", note: null }),
    { team: "t", note: null },
  ],
  ["only what the table has", owner, { team: "t", note: null, extra: 1 }, { team: "t", note: null }],
])("takes %s", (_, attribute, value, encoded) => {
  const found: AuthorMisfit[] = [];
  expect(fromAuthor(attribute, value, [], found)).toEqual(encoded);
  expect(found).toEqual([]);
});

test("two maps with different keys differ, even if the values are null", () => {
  expect(sameValue({ map: "string" }, { a: null }, { b: null })).toBe(false);
  expect(sameValue({ map: "string" }, { a: null }, { a: null })).toBe(true);
});
