import type { Disguise } from "./disguise.js";

/** A habit of escaping, and how it is undone. Texts are held as Latin-1: a character for each byte. */
export interface Rewriting {
  readonly disguise: Disguise;
  /** Where this is not in a text, nothing is to be done. */
  readonly sign: string;
  /** Global. */
  readonly pattern: RegExp;
  rewrite(...match: readonly (string | undefined)[]): string;
}

/** Escapes of escapes: more rounds than anybody has wrapped a text so far. */
const MOST_ROUNDS = 4;

const HEX = "[0-9a-fA-F]";
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v" };
/** The names by which HTML knows characters that a secret may hold. */
const ENTITIES: Readonly<Record<string, string>> = {
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
    String.raw`\\+(?:u([dD][89abAB]${HEX}{2})\\+u([dD][c-fC-F]${HEX}{2})|u(${HEX}{4})|x(${HEX}{2})|([0-3][0-7]{2})|([\s\S]))`,
    "g",
  ),
  rewrite(_all, high, low, unit, byte, octal, character = "") {
    if (high && low) {
      return latin1(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)));
    }
    if (unit) return latin1(String.fromCharCode(Number.parseInt(unit, 16)));
    if (byte) return String.fromCharCode(Number.parseInt(byte, 16));
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    return CONTROLS[character] ?? character;
  },
};

const percent: Rewriting = {
  disguise: "URL",
  sign: "%",
  pattern: new RegExp(`%(?:25)*(${HEX}{2})`, "g"),
  rewrite: (_all, byte = "") => String.fromCharCode(Number.parseInt(byte, 16)),
};

const entities: Rewriting = {
  disguise: "HTML",
  sign: "&",
  pattern: new RegExp(`&(?:amp;)*(?:#0*(\\d{1,7})|#[xX]0*(${HEX}{1,6})|([A-Za-z]{2,7}));`, "g"),
  rewrite(all = "", decimal, hex, name = "") {
    if (decimal === undefined && hex === undefined) return ENTITIES[name] ?? all;
    const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return point > 0x10ffff ? all : latin1(String.fromCodePoint(point));
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

function latin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
