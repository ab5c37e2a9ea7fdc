import { randomInt } from "node:crypto";

/** What the name of a credential says. */
export interface NamedCredential {
  /** `user`: for a client of the gateway. `admin`: what the producer itself works with. */
  readonly kind: "user" | "admin";
  /** Of a user, when it is over; of an admin, when it was made. To the second. */
  readonly at: Date;
}

/** Small letters, digits and `_`, beginning with a letter: what nearly every system takes for a name. */
const PREFIX = /^[a-z][a-z0-9_]{0,24}$/;
const CHANCE = 10;

/** Why a prefix cannot be one; undefined when it can. */
export function prefixFlaw(prefix: string): string | undefined {
  return PREFIX.test(prefix)
    ? undefined
    : "should be a small letter and at most 24 more small letters, digits and _";
}

/** A fresh name: `latchkey_u2t8k1c_x3v…`; at most 45 characters. */
export function credentialName(prefix: string, { kind, at }: NamedCredential): string {
  const seconds = Math.floor(at.getTime() / 1000).toString(36);
  const chance = Array.from({ length: CHANCE }, () => randomInt(36).toString(36)).join("");
  return `${prefix}_${kind === "user" ? "u" : "a"}${seconds}_${chance}`;
}

/** What a name says if a producer with this prefix has given it; undefined for every other name. */
export function readCredentialName(prefix: string, name: string): NamedCredential | undefined {
  if (!name.startsWith(`${prefix}_`)) return undefined;
  const [, kind, seconds] = /^([ua])([0-9a-z]{6,7})_[0-9a-z]{10}$/.exec(name.slice(prefix.length + 1)) ?? [];
  if (seconds === undefined) return undefined;
  return { kind: kind === "u" ? "user" : "admin", at: new Date(Number.parseInt(seconds, 36) * 1000) };
}
