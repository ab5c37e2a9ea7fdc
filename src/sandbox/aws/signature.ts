import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { AwsError } from "./errors.js";
import type { WireRequest } from "./wire-request.js";

const ALGORITHM = "AWS4-HMAC-SHA256";
const FRESH_MINUTES = 15;

/** What the Authorization header claims. Nothing of it is proven yet. */
export interface SignatureClaim {
  readonly keyId: string;
  readonly scope: {
    readonly date: string;
    readonly region: string;
    readonly service: string;
    readonly end: string;
  };
  /** In lower case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
}

/**
 * Reads a Signature Version 4 Authorization header.
 * @throws AwsError MissingAuthenticationToken without one, IncompleteSignature if a part is missing or malformed.
 */
export function readClaim(headers: WireRequest["headers"]): SignatureClaim {
  const authorization = headers.get("authorization");
  if (authorization === undefined) {
    throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token");
  }
  const [algorithm, ...rest] = authorization.trim().split(/\s+/);
  if (algorithm !== ALGORITHM) throw incomplete(`Authorization header should begin with '${ALGORITHM}'.`);
  const parts = new Map(
    rest
      .join("")
      .split(",")
      .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const),
  );
  const needed = (name: string): string => {
    const value = parts.get(name);
    if (!value) throw incomplete(`Authorization header requires '${name}' parameter.`);
    return value;
  };
  const credential = needed("Credential").split("/");
  const [keyId, date, region, service, end] = credential;
  if (credential.length !== 5 || !keyId || !date || !region || !service || !end) {
    throw incomplete(
      "Credential must have exactly 5 slash-delimited elements: keyid/date/region/service/term.",
    );
  }
  const timestamp = headers.get("x-amz-date");
  if (!timestamp || !/^\d{8}T\d{6}Z$/.test(timestamp)) {
    throw incomplete(
      "Authorization header requires existence of an 'X-Amz-Date' header in ISO-8601 basic format.",
    );
  }
  return {
    keyId,
    scope: { date, region, service, end },
    signedHeaders: needed("SignedHeaders").toLowerCase().split(";"),
    signature: needed("Signature"),
    timestamp,
    sessionToken: headers.get("x-amz-security-token"),
  };
}

/**
 * Checks a claim against the secret of the key that it names, by the clock of the caller who signed.
 * @throws AwsError SignatureDoesNotMatch for a stale, premature, wrongly scoped or wrong signature, as AWS does;
 * IncompleteSignature if a header that has to be signed is not.
 */
export function verifySignature(
  request: WireRequest,
  claim: SignatureClaim,
  secret: string,
  now: Date,
): void {
  checkFreshness(claim, now);
  checkScope(claim);
  for (const name of [
    "host",
    "x-amz-date",
    ...(claim.sessionToken === undefined ? [] : ["x-amz-security-token"]),
  ]) {
    if (!claim.signedHeaders.includes(name)) {
      throw incomplete(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
  const { date, region, service, end } = claim.scope;
  const toSign = [
    ALGORITHM,
    claim.timestamp,
    [date, region, service, end].join("/"),
    sha256(canonicalRequest(request, claim.signedHeaders)),
  ].join("\n");
  const key = [date, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const expected = Buffer.from(hmac(key, toSign).toString("hex"));
  const seen = Buffer.from(claim.signature);
  if (seen.length !== expected.length || !timingSafeEqual(seen, expected)) {
    throw mismatch(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
}

function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const [path = "/", query = ""] = request.target.split("?", 2);
  const headers = signedHeaders.map((name) => {
    const value = request.headers.get(name);
    if (value === undefined) throw mismatch(`The signed header '${name}' is not in the request.`);
    return `${name}:${value.trim().replace(/ +/g, " ")}\n`;
  });
  return [
    request.method,
    encodedOnceMore(path),
    query,
    headers.join(""),
    signedHeaders.join(";"),
    sha256(request.body),
  ].join("\n");
}

/** Every service but S3 signs the path as it is sent, percent-encoded once more. */
function encodedOnceMore(path: string): string {
  return path.replace(/[^/A-Za-z0-9._~-]/g, (character) => encodeURIComponent(character));
}

/** The moment that a signature names, in milliseconds. */
export function signingTime(timestamp: string): number {
  return Date.parse(timestamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function checkFreshness({ timestamp }: SignatureClaim, now: Date): void {
  const signedAt = signingTime(timestamp);
  const margin = FRESH_MINUTES * 60_000;
  const basic = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");
  if (!(signedAt >= now.getTime() - margin)) {
    throw mismatch(
      `Signature expired: ${timestamp} is now earlier than ${basic(now.getTime() - margin)} (${basic(now.getTime())} - ${FRESH_MINUTES} min.)`,
    );
  }
  if (signedAt > now.getTime() + margin) {
    throw mismatch(
      `Signature not yet current: ${timestamp} is still later than ${basic(now.getTime() + margin)} (${basic(now.getTime())} + ${FRESH_MINUTES} min.)`,
    );
  }
}

function checkScope({ scope, timestamp }: SignatureClaim): void {
  if (scope.end !== "aws4_request") {
    throw mismatch(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.end}'.`,
    );
  }
  const day = timestamp.slice(0, 8);
  if (scope.date !== day) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${timestamp}'.`,
    );
  }
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

function incomplete(message: string): AwsError {
  return new AwsError("IncompleteSignature", message);
}

function mismatch(message: string): AwsError {
  return new AwsError("SignatureDoesNotMatch", message);
}
