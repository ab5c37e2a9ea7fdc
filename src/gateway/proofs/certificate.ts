import { createPrivateKey, type KeyObject, sign, X509Certificate } from "node:crypto";
import { SecretText } from "../../domain/secret-text.js";
import { proofUnusable } from "./proof-unusable.js";
import { textOfFile } from "./secret-in-file.js";

/** Where a certificate and its private key are, both in PEM. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

/** What shows that this process has the private key of a certificate. */
export interface CertificateProof {
  /** As the gateway takes it: the PEM of the certificate, and of those that it is issued by, in base64. */
  readonly certData: string;
  /** The signature of a challenge, in base64. The key does not leave this process. */
  sign(challenge: string): SecretText;
}

/** A file may hold the private key and texts as well, which no gateway is sent. */
const CERTIFICATES = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[^-]+-----END \1-----/g;

const DOING = "preparing to log in to the gateway by a certificate";

/**
 * Reads both, and looks whether they belong together and are in their time, before the gateway is asked.
 * Throws GATEWAY_PROOF_UNUSABLE.
 */
export async function certificateProof(files: CertificateFiles, now: Date): Promise<CertificateProof> {
  const { certificateFile, privateKeyFile } = files;
  const text = await textOfFile(certificateFile, "certificate");
  const pem = (text.match(CERTIFICATES) ?? []).join("\n");
  const certificate = certificateOf(pem, certificateFile);
  const key = privateKeyOf(await textOfFile(privateKeyFile, "private key"), privateKeyFile);
  const [start, end] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  const byClock = `and the clock of this machine says ${now.toISOString()}`;
  if (start > now)
    throw proofUnusable(DOING, `the certificate is good from ${start.toISOString()} on, ${byClock}`);
  if (end <= now) throw proofUnusable(DOING, `the certificate has ended on ${end.toISOString()}, ${byClock}`);
  if (!certificate.checkPrivateKey(key)) {
    throw proofUnusable(DOING, `the key in ${JSON.stringify(privateKeyFile)} is not that of the certificate`);
  }
  return {
    certData: Buffer.from(pem).toString("base64"),
    // RSA with PKCS #1 v1.5, ECDSA in DER, both over SHA-256, as docs.akeyless.io has it under "Certificates".
    sign: (challenge) =>
      new SecretText(sign("sha256", Buffer.from(challenge, "base64"), key).toString("base64")),
  };
}

function certificateOf(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw proofUnusable(DOING, `${JSON.stringify(file)} holds no certificate in PEM`);
  }
}

/** Of the error nothing is told: it may quote the file. */
function privateKeyOf(pem: string, file: string): KeyObject {
  if (/ENCRYPTED/.test(pem)) {
    throw proofUnusable(
      DOING,
      `the key in ${JSON.stringify(file)} is encrypted`,
      "Give a key without a passphrase, in a file that only this process may read.",
    );
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw proofUnusable(DOING, `${JSON.stringify(file)} holds no private key in PEM`);
  }
  if (key.asymmetricKeyType === "rsa" || key.asymmetricKeyType === "ec") return key;
  throw proofUnusable(DOING, `the key in ${JSON.stringify(file)} is neither RSA nor ECDSA`);
}
