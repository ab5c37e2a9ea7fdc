import { parse } from "lossless-json";
import { DecimalText, type TfType, type TfValue } from "../../engine/value/value.js";
import { readDecimal } from "./decimal.js";
import { type Encoding, readValue } from "./read-value.js";
import { readType } from "./type.js";

/**
 * Parses JSON without losing a digit of any number: safe integers and exact fractions become numbers, larger integers
 * bigint, everything else DecimalText. Objects have no prototype.
 * @throws SyntaxError, without a part of the text
 */
export function parseJson(text: string): unknown {
  try {
    return withoutPrototypes(
      parse(text, undefined, (digits) => readDecimal(digits) ?? new DecimalText(digits)),
    );
  } catch {
    // The parser's own message quotes what it found, and state may hold anything.
    throw new SyntaxError("not valid JSON");
  }
}

/** Decodes a JSON value of `type`. @throws Misfit, SyntaxError */
export function decodeJson(bytes: Uint8Array, type: TfType): TfValue {
  return readValue(parseJson(Buffer.from(bytes).toString("utf8")), type, jsonEncoding);
}

const jsonEncoding: Encoding = {
  string: (raw) => (typeof raw === "string" ? raw : undefined),
  number(raw) {
    if (typeof raw === "number" || typeof raw === "bigint" || raw instanceof DecimalText) return raw;
    return typeof raw === "string" ? readDecimal(raw) : undefined;
  },
  entries: (raw) => (isRecord(raw) ? Object.entries(raw) : undefined),
  dynamic(raw) {
    if (!isRecord(raw)) return undefined;
    const type = readType(raw.type);
    return type === undefined ? undefined : { type, value: raw.value ?? null };
  },
};

function isRecord(raw: unknown): raw is { readonly [key: string]: unknown } {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) && !(raw instanceof DecimalText);
}

function withoutPrototypes(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(withoutPrototypes);
  if (!isRecord(raw)) return raw;
  const record: { [key: string]: unknown } = Object.create(null);
  for (const [key, value] of Object.entries(raw)) record[key] = withoutPrototypes(value);
  return record;
}
