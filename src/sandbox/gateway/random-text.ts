import { randomInt } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** Letters and digits. */
export const randomText = (length: number): string => pick(ALPHABET, length);

/** Small letters and digits, as in the service's ids. */
export const randomId = (length: number): string => pick(LOWER, length);

/** The classes of characters in a password; without those that look alike, as AWS's own console makes them. */
const CLASSES = {
  capitalLetters: "ABCDEFGHJKLMNPQRSTUVWXYZ",
  lowerLetters: "abcdefghijkmnpqrstuvwxyz",
  numbers: "23456789",
  specialCharacters: "!@#%^*-+",
} as const;

type PasswordClasses = { readonly [C in keyof typeof CLASSES]: boolean | null };

const ALL_CLASSES: PasswordClasses = {
  capitalLetters: null,
  lowerLetters: null,
  numbers: null,
  specialCharacters: null,
};

/** How long a password is where neither a request nor the account says it. */
const USUAL_LENGTH = 16;

/**
 * A password with at least one of each class that it may have, which is every one that is not ruled out: an AWS
 * account's default policy asks for each.
 */
export function randomPassword(length: number | null, classes: PasswordClasses = ALL_CLASSES): string {
  const used = (Object.keys(CLASSES) as (keyof typeof CLASSES)[]).filter((name) => classes[name] !== false);
  const all = used.map((name) => CLASSES[name]).join("");
  const one = used.map((name) => pick(CLASSES[name], 1)).join("");
  return `${one}${pick(all, Math.max((length ?? USUAL_LENGTH) - one.length, 0))}`;
}
