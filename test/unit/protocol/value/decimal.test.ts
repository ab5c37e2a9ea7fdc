import fc from "fast-check";
import { DecimalText } from "../../../../src/engine/value/value.js";
import { decimalText, readDecimal, readDouble, readInteger } from "../../../../src/protocol/value/decimal.js";

describe("reading decimal text", () => {
  test.each([
    ["0", 0],
    ["-0", 0],
    ["0.0", 0],
    ["-0.000e7", 0],
    ["42", 42],
    ["042", 42],
    ["4.20", 4.2],
    ["1e3", 1000],
    ["9007199254740991", 9007199254740991],
    ["-9007199254740991", -9007199254740991],
    ["9007199254740993", 9007199254740993n],
    ["9007199254740993.000", 9007199254740993n],
    ["18446744073709551616", 18446744073709551616n],
    ["0.1", 0.1],
    ["1e-7", 0.0000001],
    ["-123.456", -123.456],
    ["0.10000000000000000555", new DecimalText("0.10000000000000000555")],
    ["9007199254740993.5", new DecimalText("9007199254740993.5")],
    ["1e-400", new DecimalText(`0.${"0".repeat(399)}1`)],
    ["1e400", 10n ** 400n],
    ["1e999999999", new DecimalText("1e999999999")],
    ["12e-999999999", new DecimalText("12e-999999999")],
  ])("takes %s for exactly that", (text, number) => {
    expect(readDecimal(text)).toEqual(number);
  });

  test.each(["", "-", ".5", "1e", "0x10", "1_000", "Infinity", "NaN", " 1", "1e99999999999999999999"])(
    "fails on %j",
    (text) => {
      expect(readDecimal(text)).toBeUndefined();
    },
  );
});

describe("reading doubles", () => {
  test.each([
    [-0, 0],
    [0.5, 0.5],
    [2 ** 60, 2n ** 60n],
    [-(2 ** 53), -(2n ** 53n)],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    // a core sends a double only where it is exact, so this is not one tenth
    [0.1, new DecimalText("0.1000000000000000055511151231257827021181583404541015625")],
  ])("takes %d for what its bits say", (double, number) => {
    expect(readDouble(double)).toEqual(number);
  });

  test("keeps every finite double, to the last bit", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (double) => {
        expect(Number(decimalText(readDouble(double)))).toBe(double === 0 ? 0 : double);
      }),
    );
  });
});

describe("writing decimal text", () => {
  test("gives back every decimal that was read, in its plain form", () => {
    const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,40})$/);
    const fraction = fc.stringMatching(/^[0-9]{0,39}[1-9]$/);
    fc.assert(
      fc.property(fc.boolean(), digits, fc.option(fraction), (negative, whole, fraction) => {
        const magnitude = fraction === null ? whole : `${whole}.${fraction}`;
        const text = negative && magnitude !== "0" ? `-${magnitude}` : magnitude;
        const number = readDecimal(text);
        expect(number).toBeDefined();
        expect(number === undefined ? undefined : decimalText(number)).toBe(text);
      }),
    );
  });

  test("never uses the scientific form for what has a plain one", () => {
    expect(decimalText(1e-7)).toBe("0.0000001");
    expect(decimalText(1.5e21)).toBe("1500000000000000000000");
    expect(decimalText(new DecimalText("15e-1"))).toBe("1.5");
  });
});

test("whole numbers become numbers as soon as they are safe", () => {
  expect(readInteger(2n ** 53n - 1n)).toBe(2 ** 53 - 1);
  expect(readInteger(2n ** 53n)).toBe(2n ** 53n);
  expect(readInteger(-(2n ** 53n))).toBe(-(2n ** 53n));
});
