import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { isRecord } from "../../../domain/is-record.js";
import { notAuthenticated } from "../refusal.js";

/** What a token has to be. An empty text or list asks for nothing. */
export interface JwtBounds {
  /** Public keys that tokens may be signed with, as a JWK set. */
  readonly keys: readonly Record<string, unknown>[];
  /** Where the keys are published instead. Empty: nowhere. */
  readonly keysUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly clientIds: readonly string[];
}

export type JwtClaims = Readonly<Record<string, unknown>>;

/** How the signatures that are accepted are made; anything else, `none` above all, is refused. */
const ALGORITHMS: Readonly<Record<string, { hash: string; options?: { dsaEncoding: "ieee-p1363" } }>> = {
  RS256: { hash: "sha256" },
  RS384: { hash: "sha384" },
  RS512: { hash: "sha512" },
  ES256: { hash: "sha256", options: { dsaEncoding: "ieee-p1363" } },
  ES384: { hash: "sha384", options: { dsaEncoding: "ieee-p1363" } },
};

/**
 * The claims of a JWT that is signed by one of the registered keys, is in its time and was made for this audience
 * by this issuer. Throws 401 otherwise.
 */
export function verifiedJwt(token: string, bounds: JwtBounds, now: Date): JwtClaims {
  const [head = "", body = "", signature = ""] = token.split(".");
  const header = parsed(head);
  const claims = parsed(body);
  const algorithm = ALGORITHMS[String(header.alg)];
  const content = Buffer.from(`${head}.${body}`);
  const candidates = bounds.keys.filter((key) => header.kid === undefined || key.kid === header.kid);
  const signed =
    algorithm !== undefined &&
    candidates.some((key) => signedBy(key, algorithm, content, Buffer.from(signature, "base64url")));
  if (!signed) throw notAuthenticated("the token is not signed by a registered key");
  const seconds = now.getTime() / 1000;
  if (typeof claims.exp === "number" && claims.exp <= seconds)
    throw notAuthenticated("the token has expired");
  if (typeof claims.nbf === "number" && claims.nbf > seconds + 60)
    throw notAuthenticated("the token is not valid yet");
  if (bounds.issuer !== "" && claims.iss !== bounds.issuer)
    throw notAuthenticated("the issuer is not accepted");
  if (bounds.audience !== "" && ![claims.aud].flat().includes(bounds.audience)) {
    throw notAuthenticated("the audience is not accepted");
  }
  const client = claims.client_id ?? claims.azp;
  if (bounds.clientIds.length > 0 && !bounds.clientIds.includes(String(client))) {
    throw notAuthenticated("the client is not accepted");
  }
  return claims;
}

function signedBy(
  key: Readonly<Record<string, unknown>>,
  algorithm: { hash: string; options?: { dsaEncoding: "ieee-p1363" } },
  content: Buffer,
  signature: Buffer,
): boolean {
  try {
    const publicKey = createPublicKey({ key: key as JsonWebKey, format: "jwk" });
    const isElliptic = publicKey.asymmetricKeyType === "ec";
    if (isElliptic !== (algorithm.options !== undefined)) return false;
    return verify(algorithm.hash, content, { key: publicKey, ...algorithm.options }, signature);
  } catch {
    return false;
  }
}

function parsed(part: string): JwtClaims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (isRecord(value)) return value;
  } catch {
    // told below
  }
  throw notAuthenticated("the token is not a JWT");
}
