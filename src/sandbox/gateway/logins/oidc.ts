import { verifiedJwt } from "../effects/jwt.js";
import { withPublishedKeys } from "../effects/published-keys.js";
import { textIn } from "../kinds/settings.js";
import { notAuthenticated } from "../refusal.js";
import { subClaimsOf } from "./jwt.js";
import type { LoginProof } from "./proof.js";

const DEADLINE_MS = 5_000;

/**
 * The caller bears a token of the identity provider for the gateway's own client. With a browser the gateway gets it by
 * itself; that a client may bring it, as `jwt`, is told of the field, and by which audience it is judged is inferred.
 */
export const byOidc: LoginProof = async ({ method: { settings }, fields, world }) => {
  const issuer = textIn(settings, "issuer");
  const audience = textIn(settings, "audience") || textIn(settings, "client-id");
  const published = await withPublishedKeys({
    keys: [],
    keysUrl: await keysOf(issuer),
    issuer,
    audience,
    clientIds: [],
  });
  const claims = verifiedJwt(fields.text("jwt") ?? "", published, world.clock.realNow());
  return subClaimsOf(claims, settings);
};

/** Where an identity provider publishes its keys, as it says itself (OpenID Connect Discovery). */
async function keysOf(issuer: string): Promise<string> {
  try {
    const answer = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const { jwks_uri: keysUrl } = (await answer.json()) as { jwks_uri?: unknown };
    if (typeof keysUrl === "string" && URL.canParse(keysUrl)) return keysUrl;
  } catch {
    // told below
  }
  throw notAuthenticated("the identity provider of the auth method cannot be asked");
}
