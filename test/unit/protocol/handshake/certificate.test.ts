import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { makeIdentity } from "../../../../src/protocol/handshake/certificate.js";

const NOW = new Date("2025-06-01T12:00:00Z");

test("a certificate is for localhost, signed by itself and valid around now", () => {
  const { certificate } = makeIdentity(NOW);

  const parsed = new X509Certificate(certificate);
  expect(parsed.subjectAltName).toBe("DNS:localhost");
  expect(parsed.checkHost("localhost")).toBe("localhost");
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(parsed.checkIssued(parsed)).toBe(true);
  expect(parsed.ca).toBe(true);
  expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  expect(new Date(parsed.validFrom)).toEqual(new Date("2025-05-31T12:00:00Z"));
  expect(new Date(parsed.validTo)).toEqual(new Date("2026-06-01T12:00:00Z"));
});

test("a certificate made late in 2049 ends in 2050, which X.509 writes in another way", () => {
  const parsed = new X509Certificate(makeIdentity(new Date("2049-12-01T00:00:00Z")).certificate);
  expect(new Date(parsed.validTo)).toEqual(new Date("2050-12-01T00:00:00Z"));
});

test("a thousand certificates can all be read, each with its key and a serial number of its own", () => {
  const serials = new Set<string>();
  for (let made = 0; made < 1000; made++) {
    const { certificate, certificatePem, privateKeyPem } = makeIdentity(NOW);
    const parsed = new X509Certificate(certificatePem);
    expect(parsed.raw.equals(certificate)).toBe(true);
    expect(parsed.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
    createSecureContext({ cert: certificatePem, key: privateKeyPem, ca: [] });
    serials.add(parsed.serialNumber);
  }
  expect(serials.size).toBe(1000);
});
