import { randomBytes } from "node:crypto";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Where every id, key and token of the sandbox comes from. */
export class Randomness {
  readonly #bytes: (size: number) => Uint8Array;

  constructor(bytes: (size: number) => Uint8Array = randomBytes) {
    this.#bytes = bytes;
  }

  /** `AKIA…` for a long-term key, `ASIA…` for a temporary one; 20 characters. */
  keyId(prefix: "AKIA" | "ASIA"): string {
    return prefix + this.#base32(16);
  }

  /** The unique id of a user, role, group or policy; 21 characters, never used twice. */
  uniqueId(prefix: "AIDA" | "AROA" | "AGPA" | "ANPA"): string {
    return prefix + this.#base32(17);
  }

  /** A secret access key: 40 characters of base64. */
  secret(): string {
    return this.#base64(30);
  }

  /** A session token: long, as the real ones are, so that a client which stores it in a short field is found out. */
  sessionToken(): string {
    return this.#base64(270);
  }

  requestId(): string {
    const hex = Buffer.from(this.#bytes(16)).toString("hex");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /** Letters of both cases, as at the end of a secret's ARN. */
  letters(length: number): string {
    return this.pick(LETTERS, length);
  }

  /** So many characters of an alphabet, which may be as long as a byte has values, each drawn evenly. */
  pick(alphabet: string, length: number): string {
    const even = 256 - (256 % alphabet.length);
    let picked = "";
    while (picked.length < length) {
      for (const byte of this.#bytes(length - picked.length)) {
        if (byte < even) picked += alphabet.charAt(byte % alphabet.length);
      }
    }
    return picked;
  }

  #base32(length: number): string {
    return Array.from(this.#bytes(length), (byte) => BASE32.charAt(byte & 31)).join("");
  }

  #base64(bytes: number): string {
    return Buffer.from(this.#bytes(bytes)).toString("base64");
  }
}
