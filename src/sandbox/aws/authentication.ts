import type { SignedCaller } from "./caller.js";
import { AwsError } from "./errors.js";
import { type SignatureClaim, signingTime, verifySignature } from "./signature.js";
import type { Account } from "./store/account.js";
import type { RoleSession } from "./store/sessions.js";
import type { WireRequest } from "./wire-request.js";

/** The times of one call. */
export interface Times {
  /** The sandbox's time: key changes, expiry. */
  readonly now: Date;
  /** The real time, by which clients sign that do not heed the date of the answers. */
  readonly realNow: Date;
}

/**
 * Finds out who signed a request.
 * @throws AwsError InvalidClientTokenId for a key that is unknown, not yet or no longer valid, or has the wrong
 * session token; SignatureDoesNotMatch, IncompleteSignature; ExpiredToken for a session whose time is over.
 */
export function authenticate(
  request: WireRequest,
  claim: SignatureClaim,
  account: Account,
  times: Times,
): SignedCaller {
  const common = {
    keyId: claim.keyId,
    region: claim.scope.region,
    userAgent: request.headers.get("user-agent") ?? "",
  };
  const session = account.sessions.find(claim.keyId);
  if (session) {
    if (claim.sessionToken !== session.token || !ownerExists(session, account)) throw invalidToken();
    verifySignature(request, claim, session.secret, clockOfSigner(claim, times));
    if (session.expiresAt <= times.now) {
      throw new AwsError("ExpiredToken", "The security token included in the request is expired");
    }
    return { ...common, ...sessionIdentity(session, account), session };
  }
  const key = account.keys.everKnown(claim.keyId);
  if (!key || claim.sessionToken !== undefined || key.history.seen(times.now) !== "Active")
    throw invalidToken();
  verifySignature(request, claim, key.secret, clockOfSigner(claim, times));
  key.lastUsed = { at: times.now, service: claim.scope.service, region: claim.scope.region };
  return {
    ...common,
    arn: account.arn("user", key.user),
    userId: key.user.id,
    principal: key.user,
    session: undefined,
  };
}

/**
 * AWS's SDKs correct their clock by the date of an answer, which is the sandbox's time, or was before it was moved on;
 * others sign by the real one.
 */
function clockOfSigner({ timestamp }: SignatureClaim, { now, realNow }: Times): Date {
  const signedAt = signingTime(timestamp);
  if (!(signedAt >= realNow.getTime())) return realNow;
  return signedAt <= now.getTime() ? new Date(signedAt) : now;
}

function ownerExists({ of }: RoleSession, account: Account): boolean {
  return of.kind === "role" ? account.roles.holds(of.role) : account.users.holds(of.user);
}

function sessionIdentity(
  { of }: RoleSession,
  account: Account,
): Pick<SignedCaller, "arn" | "userId" | "principal"> {
  if (of.kind === "user") {
    return { arn: account.arn("user", of.user), userId: of.user.id, principal: of.user };
  }
  return {
    arn: `arn:aws:sts::${account.accountId}:assumed-role/${of.role.name}/${of.name}`,
    userId: `${of.role.id}:${of.name}`,
    principal: of.role,
  };
}

function invalidToken(): AwsError {
  return new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.");
}
