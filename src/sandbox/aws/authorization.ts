import type { SignedCaller } from "./caller.js";
import { AwsError } from "./errors.js";
import { RequestContext } from "./policy/context.js";
import type { CheckedPolicy } from "./policy/document.js";
import { type PolicyVerdict, type Question, verdictOf } from "./policy/evaluate.js";
import { type TrustedCaller, type TrustPolicy, type TrustVerdict, trustVerdict } from "./policy/trust.js";
import type { Account } from "./store/account.js";
import type { IamRole, User } from "./store/entities.js";
import type { Tags } from "./store/tags.js";

/** What a call is about, as policies see it. */
export interface PolicySubject {
  /** An ARN, or `*`. */
  readonly arn: string;
  /** What a refusal calls it, where that is not its ARN. */
  readonly shownAs?: string;
  /** The policy that it has itself. */
  readonly resourcePolicy?: TrustPolicy;
  /** Tags of the thing itself. */
  readonly tags?: Tags;
  /** Further condition keys that this action carries. */
  readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The policies that decide about a user or a role, kind by kind: each kind has to allow. */
export interface DecidingPolicies {
  readonly identity: readonly CheckedPolicy[];
  /** Undefined: there is none, so it does not limit. */
  readonly boundary: readonly CheckedPolicy[] | undefined;
  readonly session: readonly CheckedPolicy[] | undefined;
}

export function policiesOf(principal: User | IamRole, account: Account): DecidingPolicies {
  const holders = principal.kind === "user" ? [principal, ...account.groupsOf(principal)] : [principal];
  const managed = (arns: Iterable<string>) =>
    [...arns].flatMap((arn) => account.policies.documentOf(arn) ?? []);
  return {
    identity: holders.flatMap(({ inline, attached }) => [...inline.values(), ...managed(attached)]),
    boundary: principal.boundary === undefined ? undefined : managed([principal.boundary]),
    session: undefined,
  };
}

/** The policies that decide about a caller: those of its user or role, and those of its session. */
export function policiesOfCaller(caller: SignedCaller, account: Account): DecidingPolicies {
  const of = caller.session?.of;
  return {
    ...policiesOf(caller.principal, account),
    session: of?.kind === "role" ? of.policies : undefined,
  };
}

/** What all kinds say together: any Deny denies, and every kind that is there has to allow. */
export function jointVerdict(
  { identity, boundary, session }: DecidingPolicies,
  question: Question,
): PolicyVerdict {
  const verdicts = [identity, boundary, session].flatMap((kind) => (kind ? [verdictOf(kind, question)] : []));
  if (verdicts.includes("deny")) return "deny";
  return verdicts.includes("silent") ? "silent" : "allow";
}

/** Asks whether a caller may do an action to a subject. */
export function questionOf(
  action: string,
  subject: PolicySubject,
  caller: SignedCaller,
  account: Account,
  now: Date,
): Question {
  const tagKeys = (prefix: string, tags: Tags | undefined) =>
    [...(tags ?? [])].map(([key, value]) => [`${prefix}/${key}`, value] as const);
  const { principal, session } = caller;
  const roleSession = session?.of.kind === "role" ? session.of : undefined;
  return {
    action,
    resource: subject.arn,
    context: new RequestContext([
      ...tagKeys("aws:PrincipalTag", principal.tags),
      ...tagKeys("aws:PrincipalTag", roleSession?.tags),
      ...tagKeys("aws:ResourceTag", subject.tags),
      ...tagKeys("iam:ResourceTag", subject.tags),
      ...Object.entries(subject.context ?? {}),
      ["aws:CurrentTime", now.toISOString()],
      ["aws:EpochTime", String(Math.floor(now.getTime() / 1000))],
      ["aws:TokenIssueTime", session?.issuedAt.toISOString()],
      ["aws:MultiFactorAuthPresent", session && "false"],
      ["aws:PrincipalAccount", account.accountId],
      ["aws:PrincipalArn", account.arn(principal.kind, principal)],
      ["aws:PrincipalType", principal.kind === "user" ? "User" : "AssumedRole"],
      ["aws:PrincipalIsAWSService", "false"],
      ["aws:RequestedRegion", caller.region],
      ["aws:ResourceAccount", subject.arn === "*" ? undefined : account.accountId],
      // The sandbox stands for endpoints that are only reached over TLS.
      ["aws:SecureTransport", "true"],
      ["aws:SourceIp", "127.0.0.1"],
      ["aws:UserAgent", caller.userAgent],
      ["aws:userid", caller.userId],
      ["aws:username", principal.kind === "user" ? principal.name : undefined],
      ["aws:ViaAWSService", "false"],
    ]),
  };
}

/**
 * Asks the caller's policies and, if the thing has one, its own: within one account either may allow, and any Deny
 * denies.
 * @throws AwsError AccessDenied, in AWS's words.
 */
export function assertAllowed(
  question: Question,
  { arn, shownAs = arn, resourcePolicy }: PolicySubject,
  caller: SignedCaller,
  account: Account,
): void {
  const policies = policiesOfCaller(caller, account);
  const own = jointVerdict(policies, question);
  const resource = resourcePolicy
    ? trustVerdict(resourcePolicy, trusted(caller, account), question)
    : "silent";
  if (own !== "deny" && resource !== "deny") {
    if (own === "allow" || allowsByItself(resource, policies, question, caller)) return;
  }
  const { action } = question;
  const said = (kind: readonly CheckedPolicy[] | undefined) => kind && verdictOf(kind, question);
  const why = (): string => {
    if (resource === "deny") return "with an explicit deny in a resource-based policy";
    if (said(policies.identity) === "deny") return "with an explicit deny in an identity-based policy";
    if (said(policies.boundary) === "deny") return "with an explicit deny in a permissions boundary";
    if (said(policies.session) === "deny") return "with an explicit deny in a session policy";
    if (said(policies.identity) === "silent")
      return `because no identity-based policy allows the ${action} action`;
    if (said(policies.boundary) === "silent")
      return `because no permissions boundary allows the ${action} action`;
    return `because no session policy allows the ${action} action`;
  };
  throw new AwsError(
    "AccessDenied",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${shownAs} ${why()}`,
  );
}

/** The caller as a policy with principals sees it. */
export function trusted(caller: SignedCaller, { accountId }: Account): TrustedCaller {
  return { principalId: caller.principal.id, arn: caller.arn, accountId };
}

/**
 * Whether a policy that names the caller is enough. Where it names the account, the caller's own policies have to allow
 * as well; a role that is named is still limited by its boundary and its session's policies.
 */
export function allowsByItself(
  verdict: TrustVerdict,
  { boundary, session }: DecidingPolicies,
  question: Question,
  caller: SignedCaller,
): boolean {
  if (verdict !== "session" && verdict !== "direct") return false;
  if (verdict === "session" || caller.principal.kind === "user") return true;
  return [boundary, session].every((kind) => !kind || verdictOf(kind, question) === "allow");
}
