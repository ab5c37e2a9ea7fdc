import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bitString, boolean, der, integer, octetString, oid, sequence, set, utf8String } from "./der.js";

/** A self-signed certificate with its key, good for one process. */
export interface TlsIdentity {
  readonly certificate: Buffer;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const DAY_MS = 86_400_000;

/**
 * Makes a P-256 certificate for `localhost`, the name that Terraform asks for. Written by hand on node:crypto: the
 * libraries for it cost more than 100 ms at every start of the process, which is several times per command.
 */
export function makeIdentity(now: Date): TlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(oid("2.5.4.3"), utf8String("localhost"))));
  const toBeSigned = sequence(
    der(0xa0, integer(Buffer.from([2]))), // version 3
    integer(randomBytes(16)),
    sequence(oid(ECDSA_WITH_SHA256)),
    name,
    sequence(time(new Date(now.getTime() - DAY_MS)), time(new Date(now.getTime() + 365 * DAY_MS))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      sequence(
        extension("2.5.29.19", CRITICAL, sequence(boolean(true))), // it is its own authority
        extension("2.5.29.15", CRITICAL, bitString(Buffer.from([0x84]), 2)), // digitalSignature, keyCertSign
        extension("2.5.29.37", NOT_CRITICAL, sequence(oid("1.3.6.1.5.5.7.3.1"))), // for a server
        extension("2.5.29.17", NOT_CRITICAL, sequence(der(0x82, Buffer.from("localhost")))),
      ),
    ),
  );
  const certificate = sequence(
    toBeSigned,
    sequence(oid(ECDSA_WITH_SHA256)),
    bitString(sign("sha256", toBeSigned, privateKey)),
  );
  return {
    certificate,
    certificatePem: pem(certificate),
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const CRITICAL = true;
const NOT_CRITICAL = false;

/** Two-digit years until 2049, four-digit years from then on, as X.509 wants it. */
function time(date: Date): Buffer {
  const text = `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [boolean(true)] : [];
  return sequence(oid(id), ...flag, octetString(value));
}

function pem(bytes: Buffer): string {
  // No blank line before the end, even if the last line is full: OpenSSL would not read it.
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
