import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { type RefuseStep, refuse } from "./step.js";
import type { Caller, CallerIdentity } from "./world.js";

/** What of the caller is the user itself. */
export interface OwnIdentity extends CallerIdentity {
  /** Whether the caller works as the user; if not, it works as a role that was assumed with the user's credentials. */
  readonly direct: boolean;
}

/**
 * By which identity the caller is this very user: by a key, by a session of it, or behind a role. Undefined for other
 * callers. Whoever the session of a federation belongs to cannot be told but by its name.
 */
export function ownIdentity({ identities }: Caller, user: IamUserArn): OwnIdentity | undefined {
  const index = identities.findIndex(({ arn }) => isUser(arn, user));
  const found = identities[index];
  return found && { ...found, direct: index === 0 };
}

/** Why nothing may be done to the keys of a user by the user itself: the caller would end what it works with. */
export function ownIdentityRefusal({ name }: IamUserArn, { keyId, direct }: OwnIdentity): RefuseStep {
  const kind = keyId.startsWith("ASIA") ? "session" : "access key";
  const whose = `${kind} ${masked(keyId)} of IAM user ${JSON.stringify(name)}`;
  return refuse(
    "SEED_CALLER_IS_USER",
    direct
      ? `the caller works with ${whose}, whose keys it would end`
      : `the caller works as a role that was assumed with ${whose}, whose keys it would end`,
  );
}

/** IAM does not tell names of users apart by their case, and a stand-in may leave out their path. */
function isUser(arn: string, { account, name }: IamUserArn): boolean {
  const [, , service, , where, ...resource] = arn.split(":");
  const [kind, ...path] = resource.join(":").split("/");
  const isKind = service === "iam" ? kind === "user" : service === "sts" && kind === "federated-user";
  return isKind && where === account && path.at(-1)?.toLowerCase() === name.toLowerCase();
}
