import { timingSafeEqual } from "node:crypto";
import { pathMatches } from "./access.js";
import { type CloudIdentity, verifiedCloudId } from "./effects/cloud-id.js";
import { type JwtBounds, verifiedJwt } from "./effects/jwt.js";
import { withPublishedKeys } from "./effects/published-keys.js";
import type { CommandFields } from "./fields.js";
import { API_KEY, type AuthKind, AWS_IAM, OAUTH2 } from "./kinds/auth-kinds.js";
import type { KindSettings } from "./kinds/field.js";
import { numberIn, textIn, textsIn } from "./kinds/settings.js";
import type { AuthMethod } from "./records/auth-method.js";
import { GatewayRefusal, invalidRequest, notAuthenticated } from "./refusal.js";
import type { SubClaims, TokenSession } from "./session.js";
import type { GatewayWorld } from "./world.js";

/** The words that clients send for a kind of login, and the kind of auth method that each needs. */
const ACCESS_TYPES: Readonly<Record<string, AuthKind>> = {
  access_key: API_KEY,
  api_key: API_KEY,
  aws_iam: AWS_IAM,
  jwt: OAUTH2,
};

/** Opens a session for whoever proves to be what the auth method asks for. Throws 401 for any other caller. */
export async function logIn(fields: CommandFields, world: GatewayWorld): Promise<TokenSession> {
  const accessType = fields.text("access-type") ?? "access_key";
  const kind = ACCESS_TYPES[accessType];
  if (!kind)
    throw new GatewayRefusal(400, `access type ${JSON.stringify(accessType)} is not served by this gateway`);
  const accessId = fields.text("access-id");
  if (accessId === undefined) throw invalidRequest("Missing required parameter - AccessId");
  const method = world.store.authMethods.all().find((candidate) => candidate.accessId === accessId);
  if (!method || method.kind !== kind) throw notAuthenticated("access authentication failed");
  const expires = numberIn(method.settings, "access-expires");
  if (expires !== 0 && expires * 1000 <= world.clock.now().getTime()) {
    throw notAuthenticated("access id has expired");
  }
  return world.sessions.open(method, await claimsOf(method, fields, world));
}

async function claimsOf(method: AuthMethod, fields: CommandFields, world: GatewayWorld): Promise<SubClaims> {
  const { settings } = method;
  if (method.accessKey) {
    if (!sameText(fields.text("access-key") ?? "", method.accessKey.reveal())) {
      throw notAuthenticated("access authentication failed");
    }
    return {};
  }
  if (method.kind === OAUTH2) {
    // Clients sign by the real time, whatever the sandbox's clock says, so the real one judges their dates.
    const bounds = await withPublishedKeys(jwtBounds(settings));
    const claims = verifiedJwt(fields.text("jwt") ?? "", bounds, world.clock.realNow());
    return Object.fromEntries(
      Object.entries(claims).map(([claim, value]) => [claim, [value].flat().map((entry) => String(entry))]),
    );
  }
  const identity = await verifiedCloudId(fields.text("cloud-id") ?? "", world.aws.url);
  const claims = awsClaims(identity);
  if (!withinBounds(claims, settings)) throw notAuthenticated("access authentication failed");
  return claims;
}

/** What an AWS identity proves, under the names that bounds and sub-claims use. */
function awsClaims(identity: CloudIdentity): Readonly<Record<string, readonly string[]>> {
  const [kind = "", ...names] = (identity.arn.split(":")[5] ?? "").split("/");
  const [id = "", session] = identity.userId.split(":");
  const common = {
    account_id: [identity.account],
    arn: [identity.arn],
    unique_identifier: [identity.userId],
  };
  if (kind === "user") return { ...common, user_name: [names.at(-1) ?? ""], user_id: [id] };
  if (kind !== "assumed-role") return common;
  return {
    ...common,
    role_name: [names[0] ?? ""],
    role_id: [id],
    // The session of an instance's role is named after the instance.
    resource_id: [identity.userId, ...(session === undefined ? [] : [session])],
  };
}

/** What each claim has to be within, by the field that says so. */
const BOUNDS: readonly (readonly [claim: string, wire: string])[] = [
  ["account_id", "bound-aws-account-id"],
  ["arn", "bound-arn"],
  ["role_name", "bound-role-name"],
  ["role_id", "bound-role-id"],
  ["resource_id", "bound-resource-id"],
  ["user_name", "bound-user-name"],
  ["user_id", "bound-user-id"],
];

function withinBounds(claims: SubClaims, settings: KindSettings): boolean {
  return BOUNDS.every(([claim, wire]) => {
    const allowed = textsIn(settings, wire);
    const proven = claims[claim] ?? [];
    return (
      allowed.length === 0 || allowed.some((pattern) => proven.some((value) => pathMatches(pattern, value)))
    );
  });
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

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
