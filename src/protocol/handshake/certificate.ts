import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A self-signed certificate with its key, good for one process. */
export interface Identity {
  readonly certificate: Buffer;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const DAY_MS = 86_400_000;

/**
 * Makes a P-256 certificate for `localhost`, the name that Terraform asks for. Written by hand on node:crypto: the
 * libraries for it cost more than 100 ms at every start of the process, which is several times per command.
 */
export function makeIdentity(now: Date): Identity {
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
        extension("2.5.29.19", CRITICAL, sequence(der(0x01, Buffer.from([0xff])))), // it is its own authority
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

/** One DER element: tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length;
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), body]);
  const digits = size < 0x100 ? [size] : [size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length, ...digits]), body]);
}

function sequence(...content: Buffer[]): Buffer {
  return der(0x30, ...content);
}

function set(...content: Buffer[]): Buffer {
  return der(0x31, ...content);
}

function utf8String(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}

/** A positive integer: without leading zeros, except one that keeps the sign bit clear. */
function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.from([0]) : bytes.subarray(first);
  return der(0x02, (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

function bitString(bytes: Buffer, unusedBits = 0): Buffer {
  return der(0x03, Buffer.from([unusedBits]), bytes);
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number: number): number[] {
  const digits = [number & 0x7f];
  for (let left = number >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** Two-digit years until 2049, four-digit years from then on, as X.509 wants it. */
function time(date: Date): Buffer {
  const text = `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...flag, der(0x04, value));
}

function pem(bytes: Buffer): string {
  // No blank line before the end, even if the last line is full: OpenSSL would not read it.
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
