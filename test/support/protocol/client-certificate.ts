import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
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

export interface ClientCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A certificate like the one that Terraform makes for itself: self-signed, P-521, a certificate authority. */
export function makeClientCertificate(): ClientCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-521" });
  const algorithm = sequence(oid("1.2.840.10045.4.3.4")); // ECDSA with SHA-512
  const name = sequence(set(sequence(oid("2.5.4.10"), utf8String("HashiCorp"))));
  const toBeSigned = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    algorithm,
    name,
    sequence(der(0x17, Buffer.from("250101000000Z")), der(0x17, Buffer.from("491231235959Z"))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(oid("2.5.29.19"), boolean(true), octetString(sequence(boolean(true)))))),
  );
  const certificate = sequence(toBeSigned, algorithm, bitString(sign("sha512", toBeSigned, privateKey)));
  const base64 = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    certificatePem: `-----BEGIN CERTIFICATE-----\n${base64.join("\n")}\n-----END CERTIFICATE-----\n`,
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
