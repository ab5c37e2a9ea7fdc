import fc from "fast-check";
import { DecimalText, type TfType, type TfValue } from "../../../src/engine/value/value.js";
import { readDecimal, readInteger, type TfNumber } from "../../../src/protocol/value/decimal.js";
import { UNKNOWN } from "../../../src/vocabulary/index.js";

/** Strings that have broken codecs: marks, long ones, decomposed letters, names of prototype members. */
const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", "__proto__", "constructor", "e\u0301", "\u00e9", "\ufeff", "a\u0000b", "0", "=x"),
  fc.constantFrom("\ufeff", "é", "𝄞").map((start) => start + "x".repeat(300)),
);

const number: fc.Arbitrary<TfNumber> = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((integer) => readInteger(integer)),
  fc.constantFrom<TfNumber>(
    2n ** 53n + 1n,
    2n ** 63n,
    2n ** 64n - 1n,
    -(2n ** 63n),
    10n ** 400n,
    0.1,
    2 ** 31,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => readDecimal(String(double)) ?? 0),
  fc.stringMatching(/^[1-9][0-9]{20}\.[0-9]{20}[1-9]$/).map((digits) => new DecimalText(digits)),
);

const scalar = fc.constantFrom<TfType>("string", "number", "bool");

/** Any type without `dynamic`, whose values do not say their type. */
const type: fc.Arbitrary<TfType> = fc.letrec<{ type: TfType }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.tuple(fc.constantFrom("list", "set", "map"), tie("type")).map(([kind, of]): TfType => [kind, of]),
    fc.array(tie("type"), { maxLength: 3 }).map((of): TfType => ["tuple", of]),
    fc
      .dictionary(fc.oneof(text, fc.constant("__proto__")), tie("type"), { maxKeys: 4 })
      .map((attributes): TfType => ["object", attributes]),
  ),
})).type;

function anyOf(type: TfType, unknowns: boolean): fc.Arbitrary<TfValue> {
  const special: TfValue[] = unknowns ? [null, UNKNOWN] : [null];
  return fc.oneof({ arbitrary: known(type, unknowns), weight: 9 }, fc.constantFrom(...special));
}

function known(type: TfType, unknowns: boolean): fc.Arbitrary<TfValue> {
  if (type === "string") return text;
  if (type === "number") return number;
  if (type === "bool") return fc.boolean();
  if (type === "dynamic") return fc.constant(null);
  switch (type[0]) {
    case "list":
    case "set":
      return fc.array(anyOf(type[1], unknowns), { maxLength: 20 });
    case "tuple":
      return fc.tuple(...type[1].map((of) => anyOf(of, unknowns)));
    case "map":
      return fc
        .array(fc.tuple(text, anyOf(type[1], unknowns)), { maxLength: 20 })
        .map((entries) => record(entries));
    case "object": {
      const names = Object.keys(type[1]);
      const values = Object.values(type[1]).map((of) => anyOf(of, unknowns));
      return fc.tuple(...values).map((all) => record(names.map((name, i) => [name, all[i] ?? null])));
    }
  }
}

/** A record without a prototype, as values are. */
export function record(entries: Iterable<readonly [string, TfValue]>): { [name: string]: TfValue } {
  const made: { [name: string]: TfValue } = Object.create(null);
  for (const [name, value] of entries) made[name] = value;
  return made;
}

/** Any type with a value of it. */
export function typedValue(unknowns: boolean): fc.Arbitrary<{ type: TfType; value: TfValue }> {
  return type.chain((type) => anyOf(type, unknowns).map((value) => ({ type, value })));
}
