import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { formatGoDuration, parseGoDuration } from "../../domain/go-duration.js";
import { isRecord } from "../../domain/is-record.js";
import type { RequestField } from "../../domain/request-fields.js";
import type {} from "../../vocabulary/index.js";

/** One habit of the wire: how a value is written into a field, and read from one. */
export interface Habit<V> {
  /** What the field holds, in words that complete "… instead of …". */
  readonly what: string;
  written(value: V): RequestField;
  /** What an update sends for "not set"; null where nothing says that, and the gateway keeps what it has. */
  readonly cleared: RequestField;
  /** Reads what is neither null nor an empty text; undefined for what cannot be meant. */
  read(raw: unknown): V | null | undefined;
}

const text: Habit<string> = {
  what: "text",
  written: (value) => value,
  cleared: "",
  read: (raw) => (typeof raw === "string" ? raw : undefined),
};

/** Booleans come as text from some commands, whatever they are sent as. */
const readFlag = (raw: unknown): boolean | undefined =>
  raw === true || raw === "true" ? true : raw === false || raw === "false" ? false : undefined;

const readInt = (raw: unknown): number | undefined => {
  const number = typeof raw === "string" && /^-?\d+$/.test(raw) ? Number(raw) : raw;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
};

const readTexts = (raw: unknown): readonly string[] | undefined =>
  Array.isArray(raw) && raw.every((entry) => typeof entry === "string") ? raw : undefined;

const entriesOf = (list: string): readonly string[] =>
  list
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

const whole = { what: "a whole number", cleared: null, read: readInt };

/** The habits, by the name of the word for each. */
export const encodings = {
  text,
  /** JSON that is sent as text, and told as text or as what it says. */
  jsonText: {
    ...text,
    what: "JSON",
    read: (raw: unknown) => (typeof raw === "string" ? raw : isRecord(raw) ? JSON.stringify(raw) : undefined),
  } satisfies Habit<string>,
  /** A JSON list that is sent as text, and told as a list. */
  jsonListText: {
    ...text,
    what: "a list",
    cleared: "[]",
    read: (raw: unknown) =>
      typeof raw === "string" ? raw : Array.isArray(raw) ? JSON.stringify(raw) : undefined,
  } satisfies Habit<string>,
  /** PEM, which is sent in base64, as the API asks for it. */
  pem: {
    ...text,
    written: (value: string) =>
      value.startsWith("-----BEGIN ") ? Buffer.from(value).toString("base64") : value,
  } satisfies Habit<string>,
  /** The path of an object, with or without its leading slash. */
  path: {
    ...text,
    written: (value: string) => normalizedGatewayPath(value),
    read: (raw: unknown) => (typeof raw === "string" ? normalizedGatewayPath(raw) : undefined),
  } satisfies Habit<string>,
  flag: {
    what: "a boolean",
    written: (value: boolean) => value,
    cleared: false,
    read: readFlag,
  } satisfies Habit<boolean>,
  /** A boolean that is sent as `"true"` or `"false"`. */
  flagText: {
    what: "a boolean",
    written: (value: boolean) => String(value),
    cleared: "false",
    read: readFlag,
  } satisfies Habit<boolean>,
  int: { ...whole, written: (value: number) => value } satisfies Habit<number>,
  /** A whole number that is sent as text. */
  intText: { ...whole, written: (value: number) => String(value) } satisfies Habit<number>,
  /** Seconds that are sent as whole minutes. */
  minutes: {
    what: "whole minutes",
    written: (seconds: number) => Math.round(seconds / 60),
    cleared: null,
    read(raw: unknown) {
      const minutes = readInt(raw);
      return minutes === undefined ? undefined : minutes * 60;
    },
  } satisfies Habit<number>,
  /** Seconds that are sent and told as `60m`. One without a unit is 0, because the gateway does not say what it means. */
  duration: {
    what: "a duration such as 60m",
    written: formatGoDuration,
    cleared: null,
    read(raw: unknown) {
      const text = String(raw);
      return /^\d+$/.test(text) ? 0 : parseGoDuration(text);
    },
  } satisfies Habit<number>,
  /** A moment in RFC 3339 that is sent and told as seconds since 1970; 0 is none. */
  unixDate: {
    what: "seconds since 1970",
    written: (moment: string) => Math.floor(Date.parse(moment) / 1000),
    cleared: 0,
    read(raw: unknown) {
      const seconds = readInt(raw);
      if (seconds === undefined || Math.abs(seconds) > 8.64e12) return undefined;
      return seconds === 0 ? null : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
    },
  } satisfies Habit<string>,
  /** A list of texts. */
  texts: {
    what: "a list of texts",
    written: (list: readonly string[]) => list,
    cleared: [],
    read: readTexts,
  } satisfies Habit<readonly string[]>,
  /** A list of texts that is one text on the wire, with commas; some answers tell it as a list all the same. */
  commaList: {
    what: "a text with commas",
    written: (list: readonly string[]) => list.join(","),
    cleared: "",
    read: (raw: unknown) => (typeof raw === "string" ? entriesOf(raw) : readTexts(raw)),
  } satisfies Habit<readonly string[]>,
  /** A list of words that is one text on the wire, with spaces; some answers may tell it as a list all the same. */
  spacedList: {
    what: "a text with spaces",
    written: (list: readonly string[]) => list.join(" "),
    cleared: "",
    read: (raw: unknown) => (typeof raw === "string" ? raw.split(/\s+/).filter(Boolean) : readTexts(raw)),
  } satisfies Habit<readonly string[]>,
  /** Texts by names that are one text on the wire: `name=text` with commas between them. */
  pairs: {
    what: "a text of name=text with commas",
    written: (texts: { readonly [name: string]: string }) =>
      Object.entries(texts)
        .map(([name, text]) => `${name}=${text}`)
        .join(","),
    cleared: "",
    read(raw: unknown) {
      if (typeof raw !== "string") return undefined;
      const pairs = entriesOf(raw).map((entry) => [entry, entry.indexOf("=")] as const);
      if (pairs.some(([, cut]) => cut < 1)) return undefined;
      return Object.fromEntries(
        pairs.map(([entry, cut]) => [entry.slice(0, cut).trim(), entry.slice(cut + 1).trim()]),
      ) as { readonly [name: string]: string };
    },
  } satisfies Habit<{ readonly [name: string]: string }>,
  /** A list of texts that is told as one text, with commas. */
  textsToldJoined: {
    what: "a text with commas",
    written: (list: readonly string[]) => list,
    cleared: [],
    read: (raw: unknown) => (typeof raw === "string" ? entriesOf(raw) : readTexts(raw)),
  } satisfies Habit<readonly string[]>,
  /** Days before an event, which are sent as texts and told as `{ seconds_before }` each. */
  daysAhead: {
    what: "a list of events some days ahead",
    written: (days: readonly number[]) => days.map(String),
    cleared: [],
    read(raw: unknown) {
      if (!Array.isArray(raw)) return undefined;
      const days = raw.map((event) => (isRecord(event) ? Number(event.seconds_before) / 86_400 : Number.NaN));
      return days.every(Number.isSafeInteger) ? days : undefined;
    },
  } satisfies Habit<readonly number[]>,
  /** Texts by names. */
  map: {
    what: "an object of texts",
    written: (texts: { readonly [name: string]: string }) => texts,
    cleared: {},
    read(raw: unknown) {
      if (!isRecord(raw) || !Object.values(raw).every((entry) => typeof entry === "string")) return undefined;
      return raw as { readonly [name: string]: string };
    },
  } satisfies Habit<{ readonly [name: string]: string }>,
  /** Texts by names, which answers tell as a list of names with their values. */
  customFields: {
    what: "a list of names with values",
    written: (texts: { readonly [name: string]: string }) => texts,
    cleared: null,
    read(raw: unknown) {
      if (!Array.isArray(raw)) return undefined;
      const fields = raw.map((field) => (isRecord(field) ? ([field.name, field.value] as const) : []));
      if (!fields.every((field) => field.length === 2 && field.every((part) => typeof part === "string")))
        return undefined;
      return Object.fromEntries(fields as [string, string][]) as { readonly [name: string]: string };
    },
  } satisfies Habit<{ readonly [name: string]: string }>,
  /** Texts by names that stand for lists: with commas in a request, lists in answers. */
  claims: {
    what: "an object of lists",
    written: (texts: { readonly [name: string]: string }) => texts,
    cleared: {},
    read(raw: unknown) {
      if (!isRecord(raw)) return undefined;
      const lists = Object.entries(raw).map(([name, list]) => [name, readTexts(list)?.join(",")] as const);
      if (lists.some(([, list]) => list === undefined)) return undefined;
      return Object.fromEntries(lists) as { readonly [name: string]: string };
    },
  } satisfies Habit<{ readonly [name: string]: string }>,
};
