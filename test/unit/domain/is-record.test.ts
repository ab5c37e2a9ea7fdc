import { isPlainRecord, isRecord } from "../../../src/domain/is-record.js";
import { SecretText } from "../../../src/domain/secret-text.js";

const WITHOUT_PROTOTYPE: unknown = Object.create(null);
const OF_A_CLASS: readonly unknown[] = [
  new Date(0),
  new Map(),
  new SecretText("s"),
  Promise.resolve(),
  /x/,
  new (class Form {})(),
];

test.each([null, undefined, "text", 1, 1n, true, Symbol("s"), () => undefined, [], [{}]])(
  "%p is no record",
  (value) => {
    expect(isRecord(value)).toBe(false);
    expect(isPlainRecord(value)).toBe(false);
  },
);

test.each([{}, { a: 1 }, WITHOUT_PROTOTYPE, JSON.parse('{"__proto__": 1}')])(
  "%p is a plain record",
  (value) => {
    expect(isRecord(value)).toBe(true);
    expect(isPlainRecord(value)).toBe(true);
  },
);

test.each(OF_A_CLASS)("%p is a record, and not a plain one", (value) => {
  expect(isRecord(value)).toBe(true);
  expect(isPlainRecord(value)).toBe(false);
});
