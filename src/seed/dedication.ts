import { DEDICATION_TAG } from "../domain/dedication-tag.js";
import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { IamUserArn } from "../domain/iam-user-arn.js";
import { type OwnIdentity, ownIdentity, ownIdentityRefusal } from "./own-identity.js";
import { type RefuseStep, refuse } from "./step.js";
import type { Caller, KeyWorld } from "./world.js";

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
  /** Where the keys go, if that is no target: `target` is then its name. Default: to the target. */
  readonly home?: KeyHome;
}

/** A place other than a target of the gateway in which the keys of a dedicated user lie. */
export interface KeyHome {
  /** What it is, after "target" or instead of it: `secret`. */
  readonly noun: string;
  /** The tag of the user that dedicates it to this place, and every value of it that names the place. */
  readonly tag: string;
  readonly names: readonly [string, ...string[]];
  /** What the journal entry is called, and the command that removes it. */
  readonly journal: { readonly name: string; readonly removal: string };
}

/** The place of the keys, in words: `target /prod/aws`. */
export function homeOf({ target, home }: SeedSubject): string {
  return `${home?.noun ?? "target"} ${target}`;
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
  const { user } = subject;
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
  const { name, value, isNamedBy } = dedicationOf(subject);
  const tag = facts.user.tags[name];
  if (tag === undefined || !isNamedBy(tag)) {
    const seen =
      tag === undefined
        ? `the user has no tag ${name}`
        : `its tag ${name} names ${JSON.stringify(tag)}, not ${JSON.stringify(value)}`;
    return { ...refuse("SEED_USER_NOT_DEDICATED", seen), advice: dedicationAdvice(subject) };
  }
  return undefined;
}

/** The tag that the user has to carry, and which of its values say the right thing. */
function dedicationOf({ target, formerTarget, home }: SeedSubject) {
  if (home) {
    return { name: home.tag, value: home.names[0], isNamedBy: (tag: string) => home.names.includes(tag) };
  }
  const isNamedBy = (tag: string) => [target, formerTarget].includes(normalizedGatewayPath(tag));
  return { name: DEDICATION_TAG, value: target, isNamedBy };
}

/** Reads the dedication facts; who the caller is cannot change within one operation and is read once. */
export function dedicationReader(world: KeyWorld, subject: SeedSubject): () => Promise<DedicationFacts> {
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

function dedicationAdvice(subject: SeedSubject): string {
  const { name, value } = dedicationOf(subject);
  return (
    `If the user serves this ${subject.home?.noun ?? "target"} and nothing else, tag it in Terraform ` +
    `(tags = { ${JSON.stringify(name)} = ${JSON.stringify(value)} }), or at once with: ` +
    `aws iam tag-user --user-name ${subject.user.name} --tags '${JSON.stringify([{ Key: name, Value: value }])}'`
  );
}
