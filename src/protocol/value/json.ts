import { isPlainRecord } from "../../domain/is-record.js";
import { parseJsonText } from "../../domain/json-text.js";
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
  return parseJsonText(text, (digits) => readDecimal(digits) ?? new DecimalText(digits));
}

/** UTF-8 as text, without a copy of the bytes. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** Decodes a JSON value of `type`. @throws Misfit, SyntaxError */
export function decodeJson(bytes: Uint8Array, type: TfType): TfValue {
  return readValue(parseJson(textOf(bytes)), type, jsonEncoding);
}

const jsonEncoding: Encoding = {
  string: (raw) => (typeof raw === "string" ? raw : undefined),
  number(raw) {
    if (typeof raw === "number" || typeof raw === "bigint" || raw instanceof DecimalText) return raw;
    return typeof raw === "string" ? readDecimal(raw) : undefined;
  },
  entries: (raw) => (isPlainRecord(raw) ? Object.entries(raw) : undefined),
  dynamic(raw) {
    if (!isPlainRecord(raw)) return undefined;
    const type = readType(raw.type);
    return type === undefined ? undefined : { type, value: raw.value ?? null };
  },
};
