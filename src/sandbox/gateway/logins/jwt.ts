import { type JwtBounds, type JwtClaims, verifiedJwt } from "../effects/jwt.js";
import { withPublishedKeys } from "../effects/published-keys.js";
import type { KindSettings } from "../kinds/field.js";
import { textIn, textsIn } from "../kinds/settings.js";
import { invalidRequest, notAuthenticated } from "../refusal.js";
import type { SubClaims } from "../session.js";
import type { LoginProof } from "./proof.js";

/** The caller bears a token that one of the registered keys has signed, for this audience and by this issuer. */
export const byJwt: LoginProof = async ({ method: { settings }, fields, world }) => {
  const bounds = await withPublishedKeys(jwtBounds(settings));
  // Clients sign by the real time, whatever the sandbox's clock says, so the real one judges their dates.
  const claims = verifiedJwt(fields.text("jwt") ?? "", bounds, world.clock.realNow());
  return subClaimsOf(claims, settings);
};

/**
 * What the claims of a token prove, the values of one claim parted as the auth method says. Throws 401 for a token
 * without the claim by which the auth method tells one login from another.
 */
export function subClaimsOf(claims: JwtClaims, settings: KindSettings): SubClaims {
  const identifier = textIn(settings, "unique-identifier");
  if (identifier !== "" && claims[identifier] === undefined) {
    throw notAuthenticated("the token has no claim that is the unique identifier");
  }
  const delimiters = textsIn(settings, "subclaims-delimiters");
  return Object.fromEntries(
    Object.entries(claims).map(([claim, value]) => [
      claim,
      [value].flat().flatMap((entry) => parted(String(entry), delimiters)),
    ]),
  );
}

/** A text as a whole, and its parts, where a delimiter parts it; that the whole counts as well is inferred. */
function parted(text: string, delimiters: readonly string[]): readonly string[] {
  let parts = [text];
  for (const delimiter of delimiters) parts = parts.flatMap((part) => part.split(delimiter));
  return [...new Set([text, ...parts.map((part) => part.trim()).filter((part) => part !== "")])];
}

/** What a JWT has to be, by the settings of its auth method. Throws 400 for keys that are none. */
export function jwtBounds(settings: KindSettings): JwtBounds {
  const given = textIn(settings, "jwks-json-data");
  return {
    keys: given === "" ? [] : keySet(given),
    keysUrl: textIn(settings, "jwks-uri"),
    issuer: textIn(settings, "issuer"),
    audience: textIn(settings, "audience"),
    clientIds: textsIn(settings, "bound-client-ids"),
  };
}

/** The public keys of a JWK set, given as JSON or as its base64. */
function keySet(text: string): readonly Record<string, unknown>[] {
  for (const json of [text, Buffer.from(text, "base64").toString("utf8")]) {
    try {
      const { keys } = JSON.parse(json) as { keys?: unknown };
      if (Array.isArray(keys) && keys.length > 0) return keys as Record<string, unknown>[];
    } catch {
      // the other spelling may do
    }
  }
  throw invalidRequest("jwks-json-data should be a JWK set");
}
