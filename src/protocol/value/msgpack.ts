import { decode, Encoder, type ExtensionCodecType } from "@msgpack/msgpack";
import type { PathStep } from "../../engine/diagnostic.js";
import { isTfList, isTfNumber, isTfRecord } from "../../engine/value/kind.js";
import type { TfType, TfValue } from "../../engine/value/value.js";
import { isUnknown, UNKNOWN } from "../../vocabulary/index.js";
import { decimalText, readDecimal, readDouble, readInteger, type TfNumber } from "./decimal.js";
import { parseJson } from "./json.js";
import { wireKindOf } from "./kind.js";
import { Misfit } from "./misfit.js";
import { type Encoding, readValue } from "./read-value.js";
import { readType, typeJson, typeOf } from "./type.js";

// What makes the library lossless for us:
// - strings are taken raw: its own decoder swallows a byte order mark at the beginning of a long string
// - map keys get a prefix: it refuses the key "__proto__", which is a legal key of a Terraform map
// - every extension is Unknown, and its payload is not looked at: refinements are maps with integer keys
// - numbers beyond 32 bits are given to it as bigint: with 64-bit support on it would write them as doubles

/** Decodes a msgpack value of `type`. @throws Misfit, or the library's error for malformed bytes */
export function decodeMsgpack(bytes: Uint8Array, type: TfType): TfValue {
  const raw = decode(bytes, {
    extensionCodec,
    useBigInt64: true,
    rawStrings: true,
    keyDecoder: { canBeCached: () => true, decode: prefixedKey },
  });
  return readValue(raw, type, msgpackEncoding);
}

/** Encodes a value of `type`; every object must have exactly the attributes of its type. @throws Misfit */
export function encodeMsgpack(value: TfValue, type: TfType): Uint8Array {
  return new Encoder({ extensionCodec, useBigInt64: true, maxDepth: 1000 }).encode(toRaw(value, type, []));
}

const UNKNOWN_CODE = 0;

const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: (object) => (isUnknown(object) ? { type: UNKNOWN_CODE, data: new Uint8Array([0]) } : null),
  decode: () => UNKNOWN,
};

const KEY_PREFIX = "=";
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function prefixedKey(bytes: Uint8Array, offset: number, length: number): string {
  return KEY_PREFIX + utf8.decode(bytes.subarray(offset, offset + length));
}

const msgpackEncoding: Encoding = {
  string: (raw) => (raw instanceof Uint8Array ? utf8.decode(raw) : undefined),
  number(raw) {
    if (typeof raw === "number") return readDouble(raw);
    if (typeof raw === "bigint") return readInteger(raw);
    return raw instanceof Uint8Array ? readDecimal(utf8.decode(raw)) : undefined;
  },
  entries(raw) {
    if (typeof raw !== "object" || raw === null || Array.isArray(raw) || raw instanceof Uint8Array) {
      return undefined;
    }
    const entries = Object.entries(raw);
    if (!entries.every(([key]) => key.startsWith(KEY_PREFIX))) return undefined;
    return entries.map(([key, value]) => [key.slice(KEY_PREFIX.length), value]);
  },
  dynamic(raw) {
    if (!Array.isArray(raw) || raw.length !== 2 || !(raw[0] instanceof Uint8Array)) return undefined;
    const type = readType(parseJson(utf8.decode(raw[0])));
    return type === undefined ? undefined : { type, value: raw[1] };
  },
};

/** The value as the library wants it, checked against its type. */
function toRaw(value: TfValue, type: TfType, path: readonly PathStep[]): unknown {
  if (value === null || isUnknown(value)) return value;
  switch (type) {
    case "string":
      return typeof value === "string" ? value : misfit(path, "a string", value);
    case "number":
      return isTfNumber(value) ? rawNumber(value, path) : misfit(path, "a number", value);
    case "bool":
      return typeof value === "boolean" ? value : misfit(path, "a bool", value);
    case "dynamic": {
      // A TfValue does not say which of list, set and tuple it was; a tuple converts to each of them.
      const type = typeOf(value);
      return [Buffer.from(typeJson(type)), toRaw(value, type, path)];
    }
  }
  switch (type[0]) {
    case "list":
    case "set": {
      const list = isTfList(value) ? value : misfit(path, `a ${type[0]}`, value);
      const of = type[1];
      return list.map((item, index) => toRaw(item, of, [...path, { index }]));
    }
    case "tuple": {
      const list = isTfList(value) ? value : misfit(path, "a tuple", value);
      if (list.length !== type[1].length) {
        throw new Misfit(path, `have ${type[1].length} elements, got ${list.length}`);
      }
      return type[1].map((of, index) => toRaw(list[index] ?? null, of, [...path, { index }]));
    }
    case "map": {
      const record = isTfRecord(value) ? value : misfit(path, "a map", value);
      const of = type[1];
      const map: { [key: string]: unknown } = Object.create(null);
      for (const [key, item] of Object.entries(record)) map[key] = toRaw(item, of, [...path, { key }]);
      return map;
    }
    case "object": {
      const record = isTfRecord(value) ? value : misfit(path, "an object", value);
      const object: { [name: string]: unknown } = Object.create(null);
      for (const [name, of] of Object.entries(type[1])) {
        const item = Object.hasOwn(record, name) ? record[name] : undefined;
        if (item === undefined) throw new Misfit([...path, { attribute: name }], "be there, got nothing");
        object[name] = toRaw(item, of, [...path, { attribute: name }]);
      }
      const extra = Object.keys(record).find((name) => !(name in object));
      if (extra !== undefined) throw new Misfit([...path, { attribute: extra }], "not be there");
      return object;
    }
  }
}

const LARGEST_UINT64 = 2n ** 64n - 1n;
const SMALLEST_INT64 = -(2n ** 63n);

/** Whole numbers as integers where they fit, everything else as decimal text, which is exact. */
function rawNumber(number: TfNumber, path: readonly PathStep[]): number | bigint | string {
  if (typeof number === "number") {
    if (Number.isNaN(number)) throw new Misfit(path, "be a number, got NaN");
    if (!Number.isFinite(number)) return number;
    if (Number.isInteger(number)) {
      return Math.abs(number) < 2 ** 31 ? number || 0 : rawNumber(BigInt(number), path);
    }
  }
  if (typeof number === "bigint" && number >= SMALLEST_INT64 && number <= LARGEST_UINT64) return number;
  return decimalText(number);
}

function misfit(path: readonly PathStep[], expected: string, value: unknown): never {
  throw new Misfit(path, `be ${expected}, got ${wireKindOf(value)}`);
}
