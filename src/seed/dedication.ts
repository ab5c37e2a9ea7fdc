import { DEDICATION_TAG } from "../domain/dedication-tag.js";
import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { IamUserArn } from "../domain/iam-user-arn.js";
import { type OwnIdentity, ownIdentity, ownIdentityRefusal } from "./own-identity.js";
import { type RefuseStep, refuse } from "./step.js";
import type { Caller, SeedWorld } from "./world.js";

/** Whose keys, for which target: what every part of a seed key's life is about. */
export interface SeedSubject {
  readonly user: IamUserArn;
  /** Path of the target, with its leading slash. */
  readonly target: string;
  /**
   * Path that this very target had until the rename that is under way, proven by its number. Terraform changes the tag
   * of the user in the same apply, before or after, so that the tag may still name it.
   */
  readonly formerTarget?: string | undefined;
}

/** Who may touch the keys, and whether they are the right ones (I7, I8). Read afresh before each write. */
export interface DedicationFacts {
  readonly deployerAccount: string;
  /** By what the caller is the user itself, whose keys it would end; undefined where it is another identity. */
  readonly callerAsUser?: OwnIdentity | undefined;
  /** Undefined for a proven absence. */
  readonly user: { readonly arn: string; readonly tags: Readonly<Record<string, string>> } | undefined;
}

/**
 * Why nothing of this user may be touched, or undefined. The account comes first: in another account the user would
 * merely seem to be absent. Then the caller: whoever is the user itself is not told how to dedicate it.
 */
export function dedicationRefusal(subject: SeedSubject, facts: DedicationFacts): RefuseStep | undefined {
  const { user, target } = subject;
  if (facts.deployerAccount !== user.account) {
    return refuse(
      "SEED_ACCOUNT_MISMATCH",
      `the deployer is in account ${facts.deployerAccount}, the user in ${user.account}`,
    );
  }
  if (facts.callerAsUser) return ownIdentityRefusal(user, facts.callerAsUser);
  if (!facts.user)
    return refuse("SEED_USER_MISSING", `there is no user ${user.name} in account ${user.account}`);
  if (facts.user.arn !== user.arn) {
    return refuse("SEED_USER_ARN_MISMATCH", `the user ${user.name} is ${facts.user.arn}, not ${user.arn}`);
  }
  const tag = facts.user.tags[DEDICATION_TAG];
  if (tag === undefined || ![target, subject.formerTarget].includes(normalizedGatewayPath(tag))) {
    const seen =
      tag === undefined
        ? `the user has no tag ${DEDICATION_TAG}`
        : `its tag ${DEDICATION_TAG} names ${JSON.stringify(tag)}, not ${JSON.stringify(target)}`;
    return { ...refuse("SEED_USER_NOT_DEDICATED", seen), advice: dedicationAdvice(subject) };
  }
  return undefined;
}

/** Reads the dedication facts; who the caller is cannot change within one operation and is read once. */
export function dedicationReader(world: SeedWorld, subject: SeedSubject): () => Promise<DedicationFacts> {
  const { user } = subject;
  let caller: Caller | undefined;
  return async () => {
    caller ??= await world.iam.caller();
    const deployerAccount = caller.account;
    // In a foreign account a look at a user of the same name would tell about another one.
    if (deployerAccount !== user.account) return { deployerAccount, user: undefined };
    const callerAsUser = ownIdentity(caller, user);
    if (callerAsUser) return { deployerAccount, callerAsUser, user: undefined };
    return { deployerAccount, user: await world.iam.user(user.name) };
  };
}

function dedicationAdvice({ user, target }: SeedSubject): string {
  return (
    `If the user serves this target and nothing else, tag it in Terraform ` +
    `(tags = { ${JSON.stringify(DEDICATION_TAG)} = ${JSON.stringify(target)} }), or at once with: ` +
    `aws iam tag-user --user-name ${user.name} --tags '${JSON.stringify([{ Key: DEDICATION_TAG, Value: target }])}'`
  );
}
