import { isRecord } from "../../domain/is-record.js";
import type { SecretText } from "../../domain/secret-text.js";

/** Claims that say for what a token is, and no more; a longer one is cut. */
const TOLD = ["iss", "aud", "sub"] as const;
const LONGEST = 120;

/**
 * What a refused token says of itself, for whoever has to find out why: issuer, audience, subject and end. None of it
 * opens anything without the signature. Undefined for what is no JWT.
 */
export function jwtFacts(jwt: SecretText, now: Date): string | undefined {
  const claims = claimsOf(jwt.reveal());
  if (!claims) return undefined;
  const told = TOLD.filter((name) => claims[name] !== undefined).map(
    (name) => `${name} ${JSON.stringify(claims[name]).slice(0, LONGEST)}`,
  );
  const { exp } = claims;
  if (typeof exp === "number" && Number.isFinite(exp)) {
    const end = new Date(exp * 1000);
    told.push(end <= now ? `it ended at ${moment(end)}` : `it ends at ${moment(end)}`);
  }
  return told.length === 0 ? undefined : told.join(", ");
}

function moment(date: Date): string {
  return Number.isNaN(date.getTime()) ? "no moment" : date.toISOString();
}

function claimsOf(jwt: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
    return isRecord(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
