import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { SandboxClock } from "../sandbox-clock.js";
import { randomId } from "./random-text.js";
import type { SecretLedger } from "./secret-ledger.js";

/** What a webhook may learn from the credentials of the gateway that calls it. */
export interface Passport {
  readonly access_id: string;
  readonly item_name: string;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * The JWTs by which the gateway proves itself to the webhooks of custom dynamic secrets (header `AkeylessCreds`).
 * A webhook hands them back to the gateway to be checked, so one key that never leaves this object is enough.
 */
export class Passports {
  readonly key: Uint8Array;
  readonly #clock: SandboxClock;
  readonly #secrets: SecretLedger;
  readonly #accessId: string;

  /** `key`: that of an earlier process, whose passports stay good. Default: a new one. */
  constructor(
    clock: SandboxClock,
    secrets: SecretLedger,
    accessId: string,
    key: Uint8Array = randomBytes(32),
  ) {
    this.key = key;
    this.#clock = clock;
    this.#secrets = secrets;
    this.#accessId = accessId;
  }

  /** A passport for one call about `itemName`, good for five minutes. */
  issue(itemName: string): string {
    const expires = Math.floor(this.#clock.now().getTime() / 1000) + 300;
    const claims = { access_id: this.#accessId, item_name: itemName, exp: expires, jti: randomId(16) };
    const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
    return this.#secrets.keep(`${content}.${this.#sign(content).toString("base64url")}`).reveal();
  }

  /** What a passport says, or undefined when it is not ours or too old. */
  check(passport: string): Passport | undefined {
    const cut = passport.lastIndexOf(".");
    const content = passport.slice(0, Math.max(cut, 0));
    const given = Buffer.from(passport.slice(cut + 1), "base64url");
    const expected = this.#sign(content);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const claims = JSON.parse(
      Buffer.from(content.split(".")[1] ?? "", "base64url").toString(),
    ) as Passport & {
      exp: number;
    };
    if (claims.exp * 1000 <= this.#clock.now().getTime()) return undefined;
    return { access_id: claims.access_id, item_name: claims.item_name };
  }

  #sign(content: string): Buffer {
    return createHmac("sha256", this.key).update(content).digest();
  }
}
