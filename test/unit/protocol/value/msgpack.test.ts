import { decode, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { DecimalText, type TfType, type TfValue } from "../../../../src/engine/value/value.js";
import { decodeMsgpack, encodeMsgpack } from "../../../../src/protocol/value/msgpack.js";
import { isUnknown, UNKNOWN } from "../../../../src/vocabulary/index.js";
import { record, typedValue } from "../../../support/protocol/typed-values.js";

const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");
const hex = (value: TfValue, type: TfType) => Buffer.from(encodeMsgpack(value, type)).toString("hex");

describe("round trips", () => {
  test("give back every value of every type, unknown parts included", () => {
    fc.assert(
      fc.property(typedValue(true), ({ type, value }) => {
        expect(decodeMsgpack(encodeMsgpack(value, type), type)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test("say the same to the library alone, as far as it can say it", () => {
    // The library refuses that key; below, our decoder takes it.
    const plain = fc
      .jsonValue({ maxDepth: 3 })
      .filter((value) => !JSON.stringify(value).includes('"__proto__"'));
    fc.assert(
      fc.property(plain, (value) => {
        const type = typeOfJson(value);
        const encoded = encodeMsgpack(withoutPrototypes(value), type);
        expect(fractionsAsText(decode(encoded))).toEqual(fractionsAsText(value));
      }),
    );
  });
});

describe("decoding", () => {
  test.each([
    ["d4 00 00", "an unknown value"],
    ["c7 09 0c 82 01 c2 02 a4 70 72 65 2d", "an unknown string with a known beginning"],
    ["c7 03 0c 81 01 c2", "an unknown value that is not null"],
    ["d6 ff 00 00 00 00", "the code that the library takes for a time stamp"],
    ["c8 00 00 7f", "an empty extension"],
  ])("takes %s for unknown: %s", (encoded) => {
    expect(isUnknown(decodeMsgpack(bytes(encoded), "string"))).toBe(true);
  });

  test.each([
    ["2a", 42],
    ["cf 0020000000000001", 9007199254740993n],
    ["d3 ffdfffffffffffff", -9007199254740993n],
    ["cb 3fe0000000000000", 0.5],
    ["cb 8000000000000000", 0],
    ["a3 302e31", 0.1],
    ["cb 43e0000000000000", 9223372036854775808n],
    [
      `d9 16 ${Buffer.from("0.10000000000000000001").toString("hex")}`,
      new DecimalText("0.10000000000000000001"),
    ],
  ])("takes the number %s in whatever form it comes", (encoded, number) => {
    expect(decodeMsgpack(bytes(encoded), "number")).toEqual(number);
  });

  test("keeps a byte order mark, which the library's own decoder drops from long strings", () => {
    const text = `\ufeff${"x".repeat(300)}`;
    expect(decode(encode(text))).not.toBe(text);
    expect(decodeMsgpack(encode(text), "string")).toBe(text);
  });

  test("makes records without a prototype", () => {
    const encoded = bytes(`81 a9 ${Buffer.from("__proto__").toString("hex")} a1 78`);

    const map = decodeMsgpack(encoded, ["map", "string"]);

    expect(Object.getPrototypeOf(map)).toBeNull();
    expect(Object.entries(map ?? {})).toEqual([["__proto__", "x"]]);
  });

  test("leaves letters as they are composed", () => {
    expect(decodeMsgpack(encode("e\u0301"), "string")).toBe("e\u0301");
    expect(decodeMsgpack(encodeMsgpack("e\u0301", "string"), "string")).toBe("e\u0301");
  });

  test("gives a dynamic value the type that it brings along", () => {
    const encoded = encode([Buffer.from('["list","number"]'), [1, "0.1"]]);

    expect(decodeMsgpack(encoded, "dynamic")).toEqual([1, 0.1]);
  });

  const type: TfType = ["object", { a: "string", b: ["list", "number"] }];
  test.each([
    ["a missing attribute", { a: "x" }, "b should be there, got nothing"],
    ["an extra attribute", { a: "x", b: [], c: 1 }, "c should not be there"],
    ["a value of another type", { a: "x", b: ["x"] }, "b[0] should be a number, got a string"],
    ["a list instead of an object", ["x", []], "the value should be an object, got a list"],
    ["a key that is not a string", new Map([[1, "x"]]), "the value should be an object"],
  ])("fails on %s, saying where", (_case, value, message) => {
    const encoded = value instanceof Map ? bytes("81 01 a1 78") : encode(value);
    expect(() => decodeMsgpack(encoded, type)).toThrow(message);
  });

  test.each([
    ["half a value", "82 a1 61"],
    ["more than one value", "c0 c0"],
    ["bytes that are not UTF-8", "a2 ff fe"],
  ])("fails on %s", (_case, encoded) => {
    expect(() => decodeMsgpack(bytes(encoded), "string")).toThrow();
  });
});

describe("encoding", () => {
  test.each<[TfValue, string]>([
    [0, "00"],
    [-0, "00"],
    [-1, "ff"],
    [2 ** 31, "cf0000000080000000"],
    [9007199254740991, "cf001fffffffffffff"],
    [2n ** 64n - 1n, "cfffffffffffffffff"],
    [-(2n ** 63n), "d38000000000000000"],
    [2n ** 64n, `b4${Buffer.from("18446744073709551616").toString("hex")}`],
    [0.1, "a3302e31"],
    [new DecimalText("0.1"), "a3302e31"],
    [1e-7, "a9302e30303030303031"],
    [UNKNOWN, "d40000"],
    [null, "c0"],
  ])("writes the number %p so that no digit gets lost", (number, expected) => {
    expect(hex(number, "number")).toBe(expected);
  });

  test("writes a value of any type with the type that it shows", () => {
    const value = record([["a", [1, "x", null]]]);
    expect(decode(encodeMsgpack(value, "dynamic"))).toEqual([
      Buffer.from('["object",{"a":["tuple",["number","string","dynamic"]]}]'),
      { a: [1, "x", null] },
    ]);
    expect(hex(null, "dynamic")).toBe("c0");
    expect(hex(UNKNOWN, "dynamic")).toBe("d40000");
  });

  test.each<[string, TfValue, TfType, string]>([
    ["a missing attribute", record([]), ["object", { a: "string" }], "a should be there, got nothing"],
    ["an extra attribute", record([["x", 1]]), ["object", {}], "x should not be there"],
    ["NaN", Number.NaN, "number", "the value should be a number, got NaN"],
    ["another type", record([["k", 1]]), ["map", "string"], '["k"] should be a string, got a number'],
    ["a tuple of another length", [1], ["tuple", ["number", "number"]], "should have 2 elements, got 1"],
    ["a record as a list", record([]), ["list", "string"], "should be a list, got an object"],
  ])("fails on %s, saying where and never what", (_case, value, type, message) => {
    expect(() => encodeMsgpack(value, type)).toThrow(message);
  });
});

function typeOfJson(value: unknown): TfType {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean" || value === null) return "bool";
  if (Array.isArray(value)) return ["tuple", value.map(typeOfJson)];
  return ["object", Object.fromEntries(Object.entries(value as object).map(([k, v]) => [k, typeOfJson(v)]))];
}

function withoutPrototypes(value: unknown): TfValue {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== "object" || value === null) return value as TfValue;
  return record(Object.entries(value).map(([name, item]) => [name, withoutPrototypes(item)]));
}

/** Our side writes fractions and huge numbers as text. */
function fractionsAsText(value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value || 0 : Number(value);
  if (typeof value === "string" && value !== "" && Number.isFinite(Number(value))) return Number(value) || 0;
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(fractionsAsText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fractionsAsText(item)]));
}
