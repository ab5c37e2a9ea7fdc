import { randomInt } from "node:crypto";

/** The symbols that stand in URLs, shells, YAML and connection strings with the least quoting. */
export const SYMBOLS = "!#%*+-.:=?@^_~";

/** The classes of characters, each by what is in it. Whatever is in none of the first three is a symbol. */
export const CLASSES = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  digits: "0123456789",
  symbols: SYMBOLS,
} as const;

export type CharacterClass = keyof typeof CLASSES;

/** What a generated text looks like. */
export interface TextShape {
  readonly length: number;
  /** What is chosen from, by classes of which the text has at least one character each; none of them is empty. */
  readonly classes: readonly string[];
}

/** The shape of texts of these characters, by the classes that they are of. */
export function shapeOf(length: number, characters: string): TextShape {
  const byClass = new Map<CharacterClass, string>();
  for (const character of new Set(characters)) {
    const of = classOf(character);
    byClass.set(of, (byClass.get(of) ?? "") + character);
  }
  return { length, classes: [...byClass.values()] };
}

/**
 * A text of this shape, every one of which is equally likely: each character is drawn from all of them, and a text that
 * lacks a class is thrown away whole. There has to be one, so that `length` is not less than the number of classes.
 *
 * @param draw a whole number from 0 to below a bound, each equally likely. Default: the system's secure randomness
 */
export function generatedText(shape: TextShape, draw: (below: number) => number = randomInt): string {
  const characters = [...shape.classes.join("")];
  for (;;) {
    const text = Array.from({ length: shape.length }, () => characters[draw(characters.length)]).join("");
    if (hasShape(shape, text)) return text;
  }
}

/** Whether a text may have been generated so. */
export function hasShape({ length, classes }: TextShape, text: string): boolean {
  const allowed = new Set(classes.join(""));
  return (
    text.length === length &&
    [...text].every((character) => allowed.has(character)) &&
    classes.every((one) => [...text].some((character) => one.includes(character)))
  );
}

function classOf(character: string): CharacterClass {
  const found = (["lower", "upper", "digits"] as const).find((name) => CLASSES[name].includes(character));
  return found ?? "symbols";
}
