import { timingSafeEqual } from "node:crypto";
import { pathMatches } from "./access.js";
import { type CloudIdentity, verifiedCloudId } from "./effects/cloud-id.js";
import { verifiedJwt } from "./effects/jwt.js";
import { withPublishedKeys } from "./effects/published-keys.js";
import type { CommandFields } from "./fields.js";
import type { AuthMethod, AwsIamBounds } from "./records/auth-method.js";
import { GatewayRefusal, invalidRequest, notAuthenticated } from "./refusal.js";
import type { SubClaims, TokenSession } from "./session.js";
import type { GatewayWorld } from "./world.js";

/** The words that clients send for a kind of login, and the kind of auth method that each needs. */
const ACCESS_TYPES: Readonly<Record<string, AuthMethod["proof"]["type"]>> = {
  access_key: "api_key",
  api_key: "api_key",
  aws_iam: "aws_iam",
  jwt: "jwt",
};

/** Opens a session for whoever proves to be what the auth method asks for. Throws 401 for any other caller. */
export async function logIn(fields: CommandFields, world: GatewayWorld): Promise<TokenSession> {
  const accessType = fields.text("access-type") ?? "access_key";
  const type = ACCESS_TYPES[accessType];
  if (!type)
    throw new GatewayRefusal(400, `access type ${JSON.stringify(accessType)} is not served by this gateway`);
  const accessId = fields.text("access-id");
  if (accessId === undefined) throw invalidRequest("Missing required parameter - AccessId");
  const method = world.store.authMethods.all().find((candidate) => candidate.accessId === accessId);
  if (!method || method.proof.type !== type) throw notAuthenticated("access authentication failed");
  if (method.accessExpires !== 0 && method.accessExpires * 1000 <= world.clock.now().getTime()) {
    throw notAuthenticated("access id has expired");
  }
  return world.sessions.open(method, await claimsOf(method, fields, world));
}

async function claimsOf(method: AuthMethod, fields: CommandFields, world: GatewayWorld): Promise<SubClaims> {
  const { proof } = method;
  if (proof.type === "api_key") {
    if (!sameText(fields.text("access-key") ?? "", proof.accessKey.reveal())) {
      throw notAuthenticated("access authentication failed");
    }
    return {};
  }
  if (proof.type === "jwt") {
    // Clients sign by the real time, whatever the sandbox's clock says, so the real one judges their dates.
    const bounds = await withPublishedKeys(proof.bounds);
    const claims = verifiedJwt(fields.text("jwt") ?? "", bounds, world.clock.realNow());
    return Object.fromEntries(
      Object.entries(claims).map(([claim, value]) => [claim, [value].flat().map((entry) => String(entry))]),
    );
  }
  const identity = await verifiedCloudId(fields.text("cloud-id") ?? "", world.aws.url);
  const claims = awsClaims(identity);
  if (!withinBounds(claims, proof.bounds)) throw notAuthenticated("access authentication failed");
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

function withinBounds(claims: SubClaims, bounds: AwsIamBounds): boolean {
  const checks: [string, readonly string[]][] = [
    ["arn", bounds.arns],
    ["role_name", bounds.roleNames],
    ["role_id", bounds.roleIds],
    ["resource_id", bounds.resourceIds],
    ["user_name", bounds.userNames],
    ["user_id", bounds.userIds],
  ];
  const within = (claim: string, allowed: readonly string[]) =>
    allowed.some((pattern) => (claims[claim] ?? []).some((value) => pathMatches(pattern, value)));
  return (
    within("account_id", bounds.accountIds) &&
    checks.every(([claim, allowed]) => allowed.length === 0 || within(claim, allowed))
  );
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
