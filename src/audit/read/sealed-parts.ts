/** A sign that is searched for, the shape that proves it, and who has encrypted what stands there. */
const SIGNS: readonly (readonly [sign: string, shape: RegExp, who: string])[] = [
  ["ENC[AES256_GCM,", /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]+,iv:/, "SOPS"],
  ["ENC[PKCS7,", /^ENC\[PKCS7,[A-Za-z0-9+/=\s\\]{20,}/, "eyaml"],
  ["ENC[GPG,", /^ENC\[GPG,[A-Za-z0-9+/=\s\\]{20,}/, "eyaml"],
  ["$ANSIBLE_VAULT;", /^\$ANSIBLE_VAULT;[\w.;-]{3,}(?:\s|\\+[nr]|")+[0-9a-f]{20,}/, "ansible-vault"],
  ["-----BEGIN PGP MESSAGE", /^-----BEGIN PGP MESSAGE-----[\s\S]{0,300}?[A-Za-z0-9+/]{20,}/, "PGP"],
  [
    "-----BEGIN AGE ENCRYPTED",
    /^-----BEGIN AGE ENCRYPTED FILE-----(?:[\s>|+"',]|\\+[nr])*[A-Za-z0-9+/]{20,}/,
    "age",
  ],
  ["EJ[1:", /^EJ\[1:[A-Za-z0-9+/]{43}=:/, "ejson"],
  ["SealedSecret", /^SealedSecret"?[\s,][\s\S]{0,800}?encryptedData/, "Sealed Secrets"],
  ["encrypted:", /^encrypted:[A-Za-z0-9+/]{80,}={0,2}["'\s]/, "dotenvx"],
];
/** A sign and its shape are found where pieces meet, too. */
const REACH = 1024;

/** Watches a text go by for encrypted parts, which the audit cannot read. */
export class SealedParts {
  readonly #found = new Set<string>();
  #tail = Buffer.alloc(0);

  /** Looks at the next piece, which the caller may change afterwards. */
  look(piece: Uint8Array): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (this.#tail.length > 0) this.#search(Buffer.concat([this.#tail, bytes.subarray(0, REACH)]));
    this.#search(bytes);
    const kept = bytes.length < REACH ? Buffer.concat([this.#tail, bytes]) : bytes;
    this.#tail = Buffer.from(kept.subarray(-REACH));
  }

  /** Completes "… was not read: …", for each who has encrypted something. */
  get unread(): string[] {
    return [...this.#found].map((who) => `parts of it are encrypted by ${who}; decrypt it, and audit that`);
  }

  #search(bytes: Buffer): void {
    for (const [sign, shape, who] of SIGNS) {
      if (this.#found.has(who)) continue;
      for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, at + sign.length)) {
        if (!shape.test(bytes.toString("latin1", at, at + REACH))) continue;
        this.#found.add(who);
        break;
      }
    }
  }
}
