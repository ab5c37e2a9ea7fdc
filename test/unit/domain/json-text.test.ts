import fc from "fast-check";
import { parseJsonText } from "../../../src/domain/json-text.js";

const parse = (text: string) => parseJsonText(text, Number);
/** With prototypes, as JavaScript's own parser makes them. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test("reads what JavaScript's own parser reads, however it is laid out and escaped", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 1, 2, "\t", "\r\n"), (json, space) => {
      const text = JSON.stringify(JSON.parse(json), null, space === "\r\n" ? 1 : space);
      expect(plain(parse(text))).toEqual(plain(JSON.parse(text)));
    }),
  );
});

test("refuses what JavaScript's own parser refuses, and accepts nothing else", () => {
  const noise = fc.array(fc.constantFrom(..."{}[]\",:\\0129.eE+- \n\t\u0001ntrufalsb'/", "null", "true"), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(noise, (parts) => {
      const text = parts.join("");
      let expected: unknown = SyntaxError;
      try {
        expected = plain(JSON.parse(text));
      } catch {
        // Refused.
      }
      if (expected === SyntaxError) expect(() => parse(text)).toThrow(SyntaxError);
      else expect(plain(parse(text))).toEqual(expected);
    }),
    { numRuns: 5_000 },
  );
});

test("hands over every digit of a number", () => {
  const digits = ["12345678901234567890.5", "-0", "1e400", "0.1000"];
  expect(parseJsonText(`[${digits.join(" , ")}]`, (text) => text)).toEqual(digits);
});

test("takes every name for a name", () => {
  const parsed = parse('{"__proto__": {"a": 1}, "constructor": 2}') as Record<string, unknown>;
  expect(Object.keys(parsed)).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(parsed)).toBeNull();
});

test("says nothing of the text that it refuses, and gives up what is nested too deeply", () => {
  expect(() => parse('{"secret": "hunter2')).toThrow(/^not valid JSON$/);
  expect(() => parse("[".repeat(1_000_000))).toThrow(/^not valid JSON$/);
  expect(() => parse('{"a":'.repeat(1_000_000))).toThrow(/^not valid JSON$/);
  expect(parse(`${"[".repeat(1_500)}${"]".repeat(1_500)}`)).toBeInstanceOf(Array);
});
