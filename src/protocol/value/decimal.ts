import { DecimalText } from "../../engine/value/value.js";

/** The forms that a Terraform number takes in a TfValue. */
export type TfNumber = number | bigint | DecimalText;

/**
 * A decimal number in its only spelling: digits without zeros at either end (empty for zero), times a power of ten.
 * Two texts mean the same number exactly if these agree.
 */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const SHAPE = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Beyond this many zeros a number stays in scientific form, so that a short text cannot fill the memory. */
const MOST_ZEROS = 10_000;

/** Reads a decimal number without losing a digit; undefined when the text is not one. */
export function readDecimal(text: string): TfNumber | undefined {
  const decimal = parse(text);
  return decimal && toNumber(decimal);
}

/**
 * The number that a double stands for. A core sends a double only where it is exact, so `0.1` as a double is not one
 * tenth but the 55-digit fraction next to it.
 */
export function readDouble(double: number): TfNumber {
  if (!Number.isFinite(double) || Number.isSafeInteger(double)) return double === 0 ? 0 : double;
  if (Number.isInteger(double)) return BigInt(double);
  return toNumber(exactly(double));
}

/** A whole number in its smallest form. */
export function readInteger(integer: bigint): TfNumber {
  return integer >= BigInt(Number.MIN_SAFE_INTEGER) && integer <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(integer)
    : integer;
}

/** The decimal text of a number; for a fraction held as a JavaScript number, its shortest one. */
export function decimalText(number: TfNumber): string {
  if (typeof number === "bigint") return number.toString();
  const decimal = parse(number instanceof DecimalText ? number.text : String(number));
  if (!decimal) throw new RangeError("not a decimal number");
  return render(decimal);
}

function parse(text: string): Decimal | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  const all = `${whole}${fraction}`.replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  if (digits === "") return { negative: false, digits, exponent: 0 };
  const exponent = Number(power) - fraction.length + (all.length - digits.length);
  return Number.isSafeInteger(exponent) ? { negative: sign === "-", digits, exponent } : undefined;
}

function toNumber(decimal: Decimal): TfNumber {
  const text = render(decimal);
  if (decimal.exponent > MOST_ZEROS) return new DecimalText(text);
  if (decimal.exponent >= 0) return readInteger(BigInt(text));
  const near = Number(text);
  const shortest = parse(String(near));
  const exact = shortest?.digits === decimal.digits && shortest.exponent === decimal.exponent;
  return exact ? near : new DecimalText(text);
}

function render({ negative, digits, exponent }: Decimal): string {
  const sign = negative ? "-" : "";
  if (digits === "") return "0";
  if (Math.abs(exponent) > MOST_ZEROS) return `${sign}${digits}e${exponent}`;
  if (exponent >= 0) return `${sign}${digits}${"0".repeat(exponent)}`;
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** A finite fraction is mantissa / 2^k, which is mantissa × 5^k / 10^k. */
function exactly(double: number): Decimal {
  let mantissa = Math.abs(double);
  let k = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2; // exact: only the double's exponent changes
    k++;
  }
  const decimal = parse((BigInt(mantissa) * 5n ** BigInt(k)).toString());
  if (!decimal) throw new RangeError("not a finite number");
  return { ...decimal, negative: double < 0, exponent: decimal.exponent - k };
}
