import type { SecretText } from "../../../domain/secret-text.js";
import type { CommandFields } from "../fields.js";
import { invalidRequest } from "../refusal.js";
import type { SecretLedger } from "../secret-ledger.js";

/** What the gateway keeps of one field. A secret stays wrapped until it is told. */
export type Setting =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, readonly string[]>>
  | SecretText;

/** What the gateway keeps of an object's own fields, by their names in requests; what was not given is absent. */
export type KindSettings = Readonly<Record<string, Setting>>;

/** One field of a kind: how a request gives it and how an answer tells it. */
export interface KindField {
  /** Its name in requests. */
  readonly wire: string;
  /** Its name in answers, with dots for what stands inside something else; null: it is never told. */
  readonly told: string | null;
  /** What stands for it where a request does not give it. */
  readonly otherwise?: Setting;
  /** A request without it is refused. */
  readonly needed?: true;
  /** It is told even where there is nothing to tell, as `empty`. */
  readonly even?: true;
  readonly secret: boolean;
  /** What an answer says where there is nothing to tell. */
  readonly empty: unknown;
  read(fields: CommandFields, wire: string, ledger: SecretLedger): Setting | undefined;
  tell(setting: Setting): unknown;
}

type More = Pick<KindField, "otherwise" | "needed" | "even">;

function word(
  empty: unknown,
  read: KindField["read"],
  tell: KindField["tell"] = (setting) => setting,
  secret = false,
): (wire: string, told: string | null, more?: More) => KindField {
  return (wire, told, more = {}) => ({ wire, told, ...more, secret, empty, read, tell });
}

/** A text. */
export const textField = word("", (fields, wire) => fields.text(wire));

/** A text that only its own system may see. Every text that ever stood in such a field is in the ledger. */
export const secretField = word(
  "",
  (fields, wire, ledger) => {
    const value = fields.text(wire);
    return value === undefined ? undefined : ledger.keep(value);
  },
  (setting) => (setting as SecretText).reveal(),
  true,
);

/** A flag: a boolean, or the text of one, in requests; a boolean in answers. False counts as nothing to tell. */
export const flagField = word(false, (fields, wire) => fields.flag(wire) || undefined);

/** A flag of which false, too, is something to tell. */
export const answer = word(false, (fields, wire) => fields.flag(wire));

/** A whole number, or its digits, in requests; a number in answers. 0 counts as not given. */
export const wholeField = word(0, (fields, wire) => fields.count(wire));

/** A list of texts on both sides. */
export const list = word([], (fields, wire) => given(fields.list(wire)));

/** Commas in requests, a list in answers. */
export const commas = word([], (fields, wire) => given(parts(fields.text(wire) ?? "")));

/** A list in requests, commas in answers. */
export const joined = word(
  "",
  (fields, wire) => given(fields.list(wire)),
  (setting) => (setting as readonly string[]).join(","),
);

/** A map whose values are texts with commas in requests and lists in answers. */
export const listsByName = word({}, (fields, wire) => {
  const entries = Object.entries(fields.map(wire)).map(([name, value]) => [name, parts(value)] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
});

/** A JSON object of lists, written as text, in requests; the object in answers. */
export const jsonOfLists = word({}, (fields, wire) => {
  const value = fields.text(wire);
  if (value === undefined) return undefined;
  try {
    return JSON.parse(value) as Readonly<Record<string, readonly string[]>>;
  } catch {
    throw invalidRequest(`${wire} should be JSON`);
  }
});

const SECONDS_OF_A_DAY = 86_400;

/** Days before something, as texts, in requests; events with their seconds in answers. */
export const daysBefore = word(
  [],
  (fields, wire) => given(fields.list(wire)),
  (setting) =>
    (setting as readonly string[]).map((days) => ({ seconds_before: Number(days) * SECONDS_OF_A_DAY })),
);

/** The non-empty parts of a text with commas. */
export const parts = (value: string): string[] =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const given = (values: readonly string[]): readonly string[] | undefined =>
  values.length === 0 ? undefined : values;
