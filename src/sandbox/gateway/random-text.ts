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

/** A password with at least one of each kind that an AWS account's default policy may ask for. */
export function randomPassword(length: number): string {
  return `${pick("ABCDEFGHJKLMNPQRSTUVWXYZ", 1)}${pick("abcdefghijkmnpqrstuvwxyz", 1)}${pick("23456789", 1)}${pick("!@#%^*-_", 1)}${randomText(Math.max(length, 8) - 4)}`;
}
