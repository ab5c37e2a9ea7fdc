import fc from "fast-check";
import { LosslessNumber, stringify } from "lossless-json";
import { isTfNumber } from "../../../../src/engine/value/kind.js";
import { DecimalText, type TfType, type TfValue } from "../../../../src/engine/value/value.js";
import { decimalText } from "../../../../src/protocol/value/decimal.js";
import { decodeJson, parseJson } from "../../../../src/protocol/value/json.js";
import { typedValue } from "../../../support/protocol/typed-values.js";

test("gives back every known value of every type", () => {
  fc.assert(
    fc.property(typedValue(false), ({ type, value }) => {
      const text = stringify(losslessly(value)) ?? "";
      expect(decodeJson(Buffer.from(text), type)).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

describe("parsing stored state", () => {
  test("keeps every digit of every number", () => {
    expect(
      parseJson('{"a": 9007199254740993, "b": 0.1, "c": 1e400, "d": -0, "e": 0.10000000000000000001}'),
    ).toEqual({
      a: 9007199254740993n,
      b: 0.1,
      c: 10n ** 400n,
      d: 0,
      e: new DecimalText("0.10000000000000000001"),
    });
  });

  test("keeps keys that JavaScript has another use for", () => {
    const parsed = parseJson('{"__proto__": {"x": 1}, "constructor": "y"}');

    expect(Object.getPrototypeOf(parsed)).toBeNull();
    expect(Object.keys(parsed as object)).toEqual(["__proto__", "constructor"]);
  });

  test.each(["", "{", '{"a": hunter2}', '{"a": 01}', "[1,]", '{"password": "hunter2'])(
    "fails on %j without repeating it",
    (text) => {
      expect(() => parseJson(text)).toThrow(new SyntaxError("not valid JSON"));
    },
  );
});

describe("decoding a value", () => {
  test("takes a number also as text, as Terraform may write it", () => {
    expect(decodeJson(Buffer.from('"0.1"'), "number")).toBe(0.1);
  });

  test("gives a dynamic value the type that it brings along", () => {
    const text = '{"value": ["1", null], "type": ["list", "string"]}';
    expect(decodeJson(Buffer.from(text), "dynamic")).toEqual(["1", null]);
  });

  test.each<[string, TfType, string]>([
    ["{}", ["object", { a: "string" }], "a should be there, got nothing"],
    ['{"a":"x","b":1}', ["object", { a: "string" }], "b should not be there"],
    ["[]", ["map", "string"], "should be a map, got a list"],
    ['{"value":1,"type":"strange"}', "dynamic", "should be a value with its type, got an object"],
    ["1", "string", "should be a string, got a number"],
    ["1.00000000000000000001", "bool", "should be a bool, got a number"],
  ])("fails on %s for %j, saying where", (text, type, message) => {
    expect(() => decodeJson(Buffer.from(text), type)).toThrow(message);
  });
});

/** The value in the form that lossless-json writes exactly. */
function losslessly(value: TfValue): unknown {
  if (isTfNumber(value)) return new LosslessNumber(decimalText(value));
  if (Array.isArray(value)) return value.map(losslessly);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, losslessly(item)]));
}
