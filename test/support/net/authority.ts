import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import {
  bitString,
  boolean,
  der,
  integer,
  octetString,
  oid,
  sequence,
  set,
  utf8String,
} from "../../../src/protocol/handshake/der.js";

/** What a certificate is to hold. */
export interface Wish {
  /** Host names, and addresses of IPv4. */
  readonly names?: readonly string[];
  readonly isAuthority?: boolean;
  readonly from?: Date;
  readonly until?: Date;
}

/** A certificate with its key, as a server takes them. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

/** A certificate authority of a company, made for one test. */
export class Authority {
  readonly name: string;
  /** Its own certificate. */
  readonly pem: string;
  readonly #key: KeyObject;

  private constructor(name: string, { cert, key }: Issued) {
    this.name = name;
    this.pem = cert;
    this.#key = createPrivateKey(key);
  }

  /** One that nobody has signed but itself. */
  static root(name: string): Authority {
    return new Authority(name, issue(name, { isAuthority: true }));
  }

  /** One that this one has signed. */
  below(name: string): Authority {
    return new Authority(name, this.#issue(name, { isAuthority: true }));
  }

  /** A certificate for a server. */
  issue(wish: Wish): Issued {
    return this.#issue(wish.names?.[0] ?? "server", wish);
  }

  #issue(subject: string, wish: Wish): Issued {
    return issue(subject, wish, { name: this.name, key: this.#key });
  }
}

function issue(
  subject: string,
  wish: Wish,
  issuer?: { readonly name: string; readonly key: KeyObject },
): Issued {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const now = Date.now();
  const { names = [], isAuthority = false } = wish;
  const { from = new Date(now - DAY_MS), until = new Date(now + 30 * DAY_MS) } = wish;
  const extensions = [
    extension("2.5.29.19", sequence(...(isAuthority ? [boolean(true)] : []))),
    ...(names.length > 0 ? [extension("2.5.29.17", sequence(...names.map(alternativeName)))] : []),
  ];
  const toBeSigned = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    sequence(oid(ECDSA_WITH_SHA256)),
    named(issuer?.name ?? subject),
    sequence(time(from), time(until)),
    named(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", toBeSigned, issuer?.key ?? privateKey);
  const certificate = sequence(toBeSigned, sequence(oid(ECDSA_WITH_SHA256)), bitString(signature));
  return {
    cert: new X509Certificate(certificate).toString(),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function named(commonName: string): Buffer {
  return sequence(set(sequence(oid("2.5.4.3"), utf8String(commonName))));
}

function alternativeName(name: string): Buffer {
  return /^\d+(\.\d+){3}$/.test(name)
    ? der(0x87, Buffer.from(name.split(".").map(Number)))
    : der(0x82, Buffer.from(name));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), octetString(value));
}

function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`));
}
