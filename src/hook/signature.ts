import { createHmac, type Hmac, timingSafeEqual } from "node:crypto";
import type { SecretText } from "../domain/secret-text.js";

/**
 * What a signature is worth. Only `valid` may be acted on:
 * - `missing`: a key is configured, and the request carries no signature
 * - `wrong`: it carries one that the key did not make
 * - `no-key`: no key is configured here, whether the request carries a signature or not
 */
export type SignatureVerdict = "valid" | "missing" | "wrong" | "no-key";

/** How a valid signature looks: HMAC-SHA512 as lower-case hexadecimal digits. */
const SHAPE = /^[0-9a-f]{128}$/;

/**
 * Judges the signature of a request over its body as it came, byte by byte. HCP Terraform sends an empty header where
 * it was given no key. The comparison takes the same time wherever the first difference is.
 */
export function judgeSignature(
  key: SecretText | undefined,
  header: string | undefined,
  body: Uint8Array,
): SignatureVerdict {
  const judge = new SignatureJudge(key, header);
  judge.read(body);
  return judge.verdict();
}

/** {@link judgeSignature} of a body that comes in pieces, and is too long to be kept. */
export class SignatureJudge {
  readonly #hmac: Hmac | undefined;

  constructor(
    key: SecretText | undefined,
    readonly header: string | undefined,
  ) {
    this.#hmac = key && createHmac("sha512", key.reveal());
  }

  read(piece: Uint8Array): void {
    this.#hmac?.update(piece);
  }

  /** Once, after the last piece. */
  verdict(): SignatureVerdict {
    const { header } = this;
    if (!this.#hmac) return "no-key";
    if (header === undefined || header === "") return "missing";
    if (!SHAPE.test(header)) return "wrong";
    return timingSafeEqual(this.#hmac.digest(), Buffer.from(header, "hex")) ? "valid" : "wrong";
  }
}
