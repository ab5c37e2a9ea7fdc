import { randomBytes, verify, X509Certificate } from "node:crypto";
import { pemIn } from "../kinds/pem.js";
import { textIn, textsIn } from "../kinds/settings.js";
import { notAuthenticated } from "../refusal.js";
import type { SubClaims } from "../session.js";
import { type Bound, withinBounds } from "./bounds.js";
import { type LoginProof, notLetIn } from "./proof.js";

/** Milliseconds for which a challenge may be answered (docs.akeyless.io, "Certificates": 60 seconds). */
const CHALLENGE_MS = 60_000;

/** Milliseconds by which the clock of whoever makes certificates may be ahead. */
const AHEAD_MS = 60_000;

const BOUNDS: readonly Bound[] = [
  ["common_name", "bound-common-names"],
  ["dns_sans", "bound-dns-sans"],
  ["email_sans", "bound-email-sans"],
  ["uri_sans", "bound-uri-sans"],
  ["organizational_unit", "bound-organizational-units"],
];

interface Challenge {
  readonly accessId: string;
  readonly fingerprint: string;
  readonly until: number;
}

/** The challenges that wait for an answer. Each may be answered once, by whom it was given to. */
export class CertificateChallenges {
  readonly #open = new Map<string, Challenge>();

  /** A new challenge, base64, for a certificate that wants in by this access id. */
  give(accessId: string, certificate: X509Certificate, now: Date): string {
    const challenge = randomBytes(32).toString("base64");
    const until = now.getTime() + CHALLENGE_MS;
    this.#open.set(challenge, { accessId, fingerprint: certificate.fingerprint256, until });
    return challenge;
  }

  /** Whether this is an open challenge of this certificate; it is none any more afterwards. */
  take(text: string, accessId: string, certificate: X509Certificate, now: Date): boolean {
    const challenge = this.#open.get(text);
    this.#open.delete(text);
    return (
      challenge?.accessId === accessId &&
      challenge.fingerprint === certificate.fingerprint256 &&
      challenge.until > now.getTime()
    );
  }
}

/**
 * The caller bears a certificate of the registered authority, and has signed a challenge with its private key, which
 * stays where it is. That the key itself is sent (`key-data`) is not served here.
 */
export const byCertificate: LoginProof = ({ method, fields, world }) => {
  const certificate = certificateOf(fields.text("cert-data") ?? "");
  const authorities = authoritiesOf(textIn(method.settings, "certificate-data"));
  const now = world.clock.realNow().getTime();
  if (!authorities.some((authority) => isIssuedBy(certificate, authority))) throw notLetIn();
  // That the ids are serial numbers is inferred.
  if (textsIn(method.settings, "revoked-cert-ids").some((id) => isSerial(id, certificate))) throw notLetIn();
  if (Date.parse(certificate.validFrom) > now + AHEAD_MS || Date.parse(certificate.validTo) <= now) {
    throw notAuthenticated("the certificate is not in its time");
  }
  const challenge = fields.text("cert-challenge") ?? "";
  const isOpen = world.challenges.take(challenge, method.accessId, certificate, world.clock.now());
  const signature = Buffer.from(fields.text("signed-cert-challenge") ?? "", "base64");
  // RSA with PKCS #1 v1.5, ECDSA in DER; both over SHA-256.
  if (!isOpen || !verify("sha256", Buffer.from(challenge, "base64"), certificate.publicKey, signature)) {
    throw notLetIn();
  }
  if (textsIn(method.settings, "bound-extensions").length > 0) {
    throw notAuthenticated("extensions of certificates are not judged by this gateway");
  }
  const claims = claimsOf(certificate);
  if (!withinBounds(claims, method.settings, BOUNDS)) throw notLetIn();
  if (claims[textIn(method.settings, "unique-identifier")] === undefined) throw notLetIn();
  return claims;
};

/** The certificate of a request: PEM or DER, in base64. Throws 401 where it is none. */
export function certificateOf(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, "base64"));
  } catch {
    throw notAuthenticated("the certificate cannot be read");
  }
}

/** The blocks of a chain, given as PEM or as its base64. */
export function certificateBlocks(text: string): readonly string[] {
  return (pemIn(text) ?? "").match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
}

/** The certificates of a chain; that one which cannot be read is taken for none is inferred. */
function authoritiesOf(text: string): X509Certificate[] {
  return certificateBlocks(text).flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

function isIssuedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function isSerial(id: string, { serialNumber }: X509Certificate): boolean {
  return id.replaceAll(":", "").toUpperCase() === serialNumber.toUpperCase();
}

function claimsOf(certificate: X509Certificate): SubClaims {
  const subject = certificate.subject.split("\n").map((line) => line.split(/=(.*)/s));
  const inSubject = (name: string) =>
    subject.flatMap(([key, value]) => (key === name && value ? [value] : []));
  const names = (certificate.subjectAltName ?? "").split(", ");
  const among = (kind: string) =>
    names.filter((name) => name.startsWith(`${kind}:`)).map((name) => name.slice(kind.length + 1));
  const claims = {
    common_name: inSubject("CN"),
    organizational_unit: inSubject("OU"),
    dns_sans: among("DNS"),
    email_sans: among("email"),
    uri_sans: among("URI"),
    serial_number: [certificate.serialNumber],
  };
  return Object.fromEntries(Object.entries(claims).filter(([, values]) => values.length > 0));
}
