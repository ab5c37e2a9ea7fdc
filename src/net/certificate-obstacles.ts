import type { PeerCertificate, TLSSocket } from "node:tls";
import { explained, type Obstacle } from "./obstacle.js";
import type { Trust } from "./trust.js";

/** No authority that is believed has signed it. */
const UNTRUSTED = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_UNTRUSTED",
  // An authority of this name is believed, but with another key: it was renewed.
  "CERT_SIGNATURE_FAILURE",
]);

const WRONG_NAME = new Set(["ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"]);

/** What else may be wrong with a certificate, whoever has signed it. */
const UNFIT: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "has expired",
  CERT_NOT_YET_VALID: "is not valid yet",
  CERT_REVOKED: "was revoked",
  CERT_REJECTED: "is rejected by a rule of the store",
  INVALID_PURPOSE: "is not for servers",
  INVALID_CA: "is signed by a certificate that is no authority's",
  PATH_LENGTH_EXCEEDED: "has more authorities above it than one of them allows",
  CERT_CHAIN_TOO_LONG: "has too many authorities above it",
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: "has a signature that cannot be read",
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: "has an authority whose key cannot be read",
  ERROR_IN_CERT_NOT_BEFORE_FIELD: "has a date that cannot be read",
  ERROR_IN_CERT_NOT_AFTER_FIELD: "has a date that cannot be read",
  EE_KEY_TOO_SMALL: "has a key that is too short",
  CA_KEY_TOO_SMALL: "has an authority whose key is too short",
  CA_MD_TOO_WEAK: "is signed in a way that is too weak",
};
const OF_TIME = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);

/** A connection whose certificate is judged. */
export interface Judged {
  /** Host and port, with what they are if that is not the target: `the proxy proxy.example.com:3128`. */
  readonly peer: string;
  readonly trust: Trust;
  /** Advice on what only this client heeds. */
  readonly ownRemedy?: string | undefined;
}

/** Has an error of this connection tell what is wrong with the certificate, if that is what ends it. */
export function explainCertificates<S extends TLSSocket>(socket: S, judged: Judged): S {
  let shown: PeerCertificate | undefined;
  const destroy = socket.destroy.bind(socket);
  // Either runtime ends a connection for its certificate by this call, and shows the certificate up to it. A client that
  // hears of the end may make the same call once more, when there is nothing to be seen.
  socket.destroy = (error?: NodeJS.ErrnoException) => {
    const certificate = () => {
      shown ??= socket.getPeerCertificate();
      return shown;
    };
    const obstacle = certificateObstacle(error?.code, certificate, judged);
    return destroy(error && obstacle ? explained(error, obstacle) : error);
  };
  return socket;
}

/** What a certificate is refused for, by the code of the error; undefined for an error of another kind. */
function certificateObstacle(
  code: string | undefined,
  shown: () => PeerCertificate | undefined,
  { peer, trust, ownRemedy }: Judged,
): Obstacle | undefined {
  if (code === undefined) return undefined;
  if (UNTRUSTED.has(code)) {
    const { issuer } = shown() ?? {};
    const name = words(issuer?.CN ?? issuer?.O);
    const by = name === "" ? "" : `, issued by ${JSON.stringify(name)},`;
    return {
      code: "CERTIFICATE_UNTRUSTED",
      seen: `the certificate of ${peer}${by} is of no authority that is believed here (${code})`,
      advice: ownRemedy ? `${trust.remedy} ${ownRemedy}` : trust.remedy,
      passing: false,
    };
  }
  if (WRONG_NAME.has(code)) {
    const names = words(shown()?.subjectaltname?.replace(/\b(?:DNS|IP Address):/g, ""));
    return {
      code: "CERTIFICATE_UNFIT",
      seen: `the certificate of ${peer} is for ${names === "" ? "another name" : JSON.stringify(names)} (${code})`,
      advice:
        "Reach the server under a name that its certificate holds, or have it given a certificate for this name. No setting of authorities helps.",
      passing: false,
    };
  }
  const what = UNFIT[code];
  if (what === undefined) return undefined;
  return {
    code: "CERTIFICATE_UNFIT",
    seen: `the certificate of ${peer}, or one above it, ${what} (${code})`,
    advice: OF_TIME.has(code)
      ? "Check this machine's clock; if it is right, have the server's certificate renewed. No setting of authorities helps."
      : "Have the server given another certificate. No setting of authorities helps.",
    passing: false,
  };
}

/** Names in a certificate are whatever its maker wrote. */
function words(text: unknown): string {
  if (typeof text !== "string") return "";
  const plain = text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "").trim();
  return plain.length > 120 ? `${plain.slice(0, 120)}…` : plain;
}
