import type { Disguise } from "./disguise.js";

const HEX = "[0-9a-fA-F]";

/**
 * How escapes write one sign, each as the source of a pattern whose one group is the number of the sign. Who reads them
 * puts before them what leads to them there: as many backslashes as there may be, or a percent sign escaped again.
 */
export const CODES = {
  /** `x41`, behind a backslash. */
  byte: `x(${HEX}{2})`,
  /** `u0041`, behind a backslash. */
  unit: `u(${HEX}{4})`,
  /** `u{41}`, behind a backslash. */
  braced: `u\\{0*(${HEX}{1,6})\\}`,
  /** `U00000041`, behind a backslash. */
  long: `U00(${HEX}{6})`,
  /** `101`, behind a backslash. */
  octal: "([0-3][0-7]{2})",
  /** `41`, behind a percent sign. */
  percent: `(${HEX}{2})`,
  /** `#x41;`, behind an ampersand; browsers do without the end. */
  hexEntity: `#[xX]0*(${HEX}{1,6});?`,
  /** `#65;`, behind an ampersand. */
  decimalEntity: "#0*(\\d{1,7});?",
} as const;

/** A habit of escaping, and how it is undone. Texts are held as Latin-1: a character for each byte. */
export interface Rewriting {
  readonly disguise: Disguise;
  /** Where this is not in a text, nothing is to be done. */
  readonly sign: string;
  /** Global. */
  readonly pattern: RegExp;
  rewrite(...match: readonly (string | undefined)[]): string;
}

/** Escapes of escapes: more rounds than any known log wraps a text in. */
const MOST_ROUNDS = 4;

/** What letters behind a backslash stand for. */
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v" };
/** The names by which HTML knows characters that a secret may hold. */
export const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  Tab: "\t",
  NewLine: "\n",
  excl: "!",
  num: "#",
  dollar: "$",
  percnt: "%",
  lpar: "(",
  rpar: ")",
  ast: "*",
  plus: "+",
  comma: ",",
  period: ".",
  sol: "/",
  colon: ":",
  semi: ";",
  equals: "=",
  quest: "?",
  commat: "@",
  lsqb: "[",
  lbrack: "[",
  bsol: "\\",
  rsqb: "]",
  rbrack: "]",
  Hat: "^",
  lowbar: "_",
  grave: "`",
  lcub: "{",
  lbrace: "{",
  verbar: "|",
  vert: "|",
  rcub: "}",
  rbrace: "}",
};

const backslash: Rewriting = {
  disguise: "JSON",
  sign: "\\",
  // However often a text was escaped: all the backslashes before a character are one escape.
  pattern: new RegExp(
    String.raw`\\+(?:u([dD][89abAB]${HEX}{2})\\+u([dD][c-fC-F]${HEX}{2})|${CODES.unit}|${CODES.braced}|${CODES.long}|${CODES.byte}|${CODES.octal}|([\s\S]))`,
    "g",
  ),
  rewrite(all = "", high, low, unit, braced, long, byte, octal, character = "") {
    if (high && low) {
      return latin1(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)));
    }
    if (unit) return latin1(String.fromCharCode(Number.parseInt(unit, 16)));
    const point = braced ?? long;
    if (point) return signOf(Number.parseInt(point, 16)) ?? all;
    if (byte) return String.fromCharCode(Number.parseInt(byte, 16));
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    return CONTROLS[character] ?? character;
  },
};

const percent: Rewriting = {
  disguise: "URL",
  sign: "%",
  pattern: new RegExp(`%(?:25)*${CODES.percent}`, "g"),
  rewrite: (_all, byte = "") => String.fromCharCode(Number.parseInt(byte, 16)),
};

const entities: Rewriting = {
  disguise: "HTML",
  sign: "&",
  pattern: new RegExp(`&(?:amp;)*(?:${CODES.decimalEntity}|${CODES.hexEntity}|([A-Za-z]{2,7});)`, "g"),
  rewrite(all = "", decimal, hex, name = "") {
    if (decimal === undefined && hex === undefined)
      return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? all;
    return signOf(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal)) ?? all;
  },
};

const templates: Rewriting = {
  disguise: "HCL",
  sign: "{",
  pattern: /([$%])\1+(?=\{)/g,
  rewrite: (_all, sigil = "") => sigil,
};

const REWRITINGS: readonly Rewriting[] = [backslash, percent, entities, templates];

/** A text on its way back to what was written, and the way back to where it was read. */
export interface Unescaped {
  readonly text: string;
  /** The place in the text as it was read, for a place in {@link text}. */
  origin(place: number): number;
}

/** Undoes every escaping that is among `disguises`, also of what has been escaped several times by several habits. */
export function unescaped(read: string, disguises: ReadonlySet<Disguise>): Unescaped {
  const steps: { readonly text: string; readonly by: Rewriting }[] = [];
  let text = read;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = text;
    for (const by of REWRITINGS) {
      if (!disguises.has(by.disguise) || !text.includes(by.sign)) continue;
      const next = text.replace(by.pattern, by.rewrite);
      if (next !== text) steps.push({ text, by });
      text = next;
    }
    if (text === before) break;
  }
  return {
    text,
    origin: (place) => steps.reduceRight((at, step) => originIn(step.text, step.by, at), place),
  };
}

/** Which escapings are to be seen in a text. */
export function escapingsIn(text: string, disguises: ReadonlySet<Disguise>): Disguise[] {
  return REWRITINGS.filter(({ disguise, pattern, rewrite }) => {
    if (!disguises.has(disguise)) return false;
    return text.replace(pattern, rewrite) !== text;
  }).map(({ disguise }) => disguise);
}

function originIn(text: string, { pattern, rewrite }: Rewriting, place: number): number {
  let read = 0;
  let written = 0;
  for (const match of text.matchAll(pattern)) {
    const kept = match.index - read;
    if (place < written + kept) break;
    written += kept;
    read = match.index;
    const rewritten = rewrite(...match).length;
    if (place < written + rewritten) return read;
    written += rewritten;
    read += match[0].length;
  }
  return read + (place - written);
}

/** The sign of this number; undefined where there is none. */
function signOf(point: number): string | undefined {
  return point > 0x10ffff ? undefined : latin1(String.fromCodePoint(point));
}

function latin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
