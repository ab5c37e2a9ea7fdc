import type { AttributeWire, Reading, WireRole } from "../../vocabulary/index.js";
import { encodings, type Habit } from "./encodings.js";
import { kindOfRaw, rawAt } from "./raw-at.js";

/** What may be said about one field of the wire, where its habit alone does not say it. */
export interface FieldOptions<V> {
  /**
   * Where an answer tells it: a path with dots. Default: the name under which it is sent, with `_` for `-`, which is
   * how answers are spelled.
   */
  readonly told?: string;
  /** What it means that an answer tells nothing, or lacks the field. Default: not set, and not known. */
  readonly unsaid?: V;
  /**
   * An answer that lacks the field says that nothing is set: any answer (`true`), or one that has what stands under this
   * path. Default: it says nothing, and what is stored stays.
   */
  readonly leftOut?: true | string;
  /** An answer tells it only where the request asks for it, which one for a list does not. */
  readonly unlisted?: true;
  /** The value that stands for "not set", both ways, such as 0 for "never". Default: none does. */
  readonly nothing?: V;
  /** Whether the field says anything about an object like this. Default: always. */
  readonly counts?: (answer: unknown) => boolean;
  /** The flag of an answer, as a path, without which it does not tell the field: then the field says nothing. */
  readonly withFlag?: string;
  /** Brings the gateway's spelling to ours, before it is read. */
  readonly respelled?: (raw: unknown) => unknown;
  /** `create`: an update does not take it. */
  readonly on?: "create";
  /** The command that changes it, where that is another one than the type's update. */
  readonly by?: string;
  /** The command that changes it alone, where the type's update says it, too. */
  readonly alone?: string;
  /** The version of a secret with which alone an update sends it. */
  readonly sentWith?: string;
}

type Word<V> = (name: string, options?: FieldOptions<V>) => AttributeWire<V>;

function word<V>(encoding: Habit<V>, role?: WireRole): Word<V> {
  return (name, options = {}) => {
    const { told = name.replaceAll("-", "_"), on, by, alone } = options;
    const isNothing = options.nothing === undefined ? {} : { nothing: options.nothing };
    const cleared = options.nothing === undefined ? encoding.cleared : encoding.written(options.nothing);
    return {
      created: (value) => ({ [name]: value === null ? null : encoding.written(value) }),
      updated:
        on === "create"
          ? undefined
          : (value) => ({ [name]: value === null ? cleared : encoding.written(value) }),
      told: (answer) => read(encoding, told, options, answer),
      lacks: (entry) =>
        rawAt(entry, told) === undefined &&
        isOn(entry, options.withFlag) &&
        !isLeftOut(options, entry) &&
        !options.unlisted,
      unlisted: options.unlisted,
      spelled: {
        names: [name, told.split(".").at(-1) ?? told],
        read: (raw) => read(encoding, "it", isNothing, { it: raw }),
      },
      by,
      alone,
      sentWith: options.sentWith,
      role,
    };
  };
}

type ReadOptions<V> = Omit<FieldOptions<V>, "leftOut"> & { readonly leftOut?: boolean | string };

function read<V>(
  { what, read: readRaw }: Habit<V>,
  path: string,
  { unsaid, leftOut = unsaid !== undefined, nothing, counts, withFlag, respelled }: ReadOptions<V>,
  answer: unknown,
): Reading<V> {
  if ((counts && !counts(answer)) || !isOn(answer, withFlag)) return { is: "silent" };
  const found = rawAt(answer, path);
  // Where the part that would have it is missing, or null, nothing is said of what it has.
  if (typeof leftOut === "string" && !isThere(rawAt(answer, leftOut))) return { is: "absent" };
  if (found === undefined && !leftOut) return { is: "absent" };
  const raw = respelled && found !== undefined && found !== null ? respelled(found) : found;
  if (raw === undefined || raw === null || raw === "") return { is: "told", value: unsaid ?? null };
  const value = readRaw(raw);
  if (value === undefined) return { is: "odd", seen: `${path} is ${kindOfRaw(raw)} instead of ${what}` };
  const isNothing = value === null || value === nothing || isEmpty(value);
  return { is: "told", value: isNothing ? (unsaid ?? null) : value };
}

const isOn = (answer: unknown, flag: string | undefined): boolean =>
  flag === undefined || String(rawAt(answer, flag)) === "true";

/** Whether an entry of a list has the part in which the field may be left out, so that it tells all that is set. */
const isLeftOut = ({ leftOut }: Pick<FieldOptions<unknown>, "leftOut">, entry: unknown): boolean =>
  typeof leftOut === "string" && isThere(rawAt(entry, leftOut));

const isThere = (raw: unknown): boolean => raw !== undefined && raw !== null;

/** Whether a collection has nothing in it, which the gateway does not tell from one that was never set. */
export function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

export const text = word(encodings.text);
export const jsonText = word(encodings.jsonText);
export const jsonListText = word(encodings.jsonListText);
export const pemText = word(encodings.pem);
export const flag = word(encodings.flag);
export const flagText = word(encodings.flagText);
export const int = word(encodings.int);
export const intText = word(encodings.intText);
export const minutes = word(encodings.minutes);
export const duration = word(encodings.duration);
export const unixDate = word(encodings.unixDate);
export const texts = word(encodings.texts);
export const commaList = word(encodings.commaList);
export const spacedList = word(encodings.spacedList);
export const pairs = word(encodings.pairs);
export const textsToldJoined = word(encodings.textsToldJoined);
export const daysAhead = word(encodings.daysAhead);
export const map = word(encodings.map);
export const claims = word(encodings.claims);
export const customFields = word(encodings.customFields);
/** The path of an object: its own, or that of another one, to which the attribute `refersTo`. */
export const objectPath = word(encodings.path);
/** The description of the object, which may bear a mark. */
export const descriptionText = word(encodings.text, "text");

/** What is told and never sent: `told.text("access_id")`. */
export const told = {
  text: unsent(text),
  flag: unsent(flag),
  int: unsent(int),
  texts: unsent(texts),
  map: unsent(map),
};

/** The object's own path once more, told when the object is there under it. `path` is where an answer has it. */
export const readyPath = unsent(word(encodings.path, "readyName"));

/** The gateway's own number of an object, which some kinds have as a text. */
export const ownNumber = {
  int: unsent(word(encodings.int, "number")),
  text: unsent(word(encodings.text, "number")),
};

function unsent<V>(of: Word<V>) {
  return (
    path: string,
    options: Pick<FieldOptions<V>, "unsaid" | "counts" | "respelled"> = {},
  ): AttributeWire<V> => ({
    ...of(path, { ...options, told: path }),
    created: () => ({}),
    updated: undefined,
  });
}
