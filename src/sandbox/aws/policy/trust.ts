import { AwsError } from "../errors.js";
import type { CheckedPolicy, PrincipalClause } from "./document.js";
import { applies, type Question } from "./evaluate.js";
import { parsePolicy } from "./grammar.js";

/** A policy that says whom it is about: a role's trust policy, or the policy of a resource. */
export interface TrustPolicy {
  readonly document: CheckedPolicy;
  /**
   * Unique ids of the users and roles that the policy names by ARN. AWS stores these, not the names: a user who is
   * deleted and made anew under the same name is no longer trusted.
   */
  readonly bound: ReadonlyMap<string, string>;
}

/** Looks up users and roles of the account. */
export interface PrincipalLookup {
  readonly accountId: string;
  /** Unique id of the user or role with this ARN. */
  idOf(arn: string): string | undefined;
  arnOf(id: string): string | undefined;
}

/** Who asks to be trusted. */
export interface TrustedCaller {
  /** Unique id of the user, or of the role behind a session. */
  readonly principalId: string;
  /** ARN of the caller itself; for a session, that of the session. */
  readonly arn: string;
  readonly accountId: string;
}

/** `account`: only the caller's account is named, so its own policies have to allow it as well. */
export type TrustVerdict = "direct" | "session" | "account" | "deny" | "silent";

/** @throws AwsError MalformedPolicyDocument for a bad document or a principal that does not exist. */
export function parseTrustPolicy(text: string, lookup: PrincipalLookup): TrustPolicy {
  return withPrincipals(parsePolicy(text, "trust"), lookup);
}

/**
 * Checks the policy of a resource, such as a secret, whose actions are of one service.
 * @throws AwsError MalformedPolicyDocument for a bad document or a principal that does not exist.
 */
export function parseResourcePolicy(text: string, service: string, lookup: PrincipalLookup): TrustPolicy {
  const document = parsePolicy(text, "resource");
  const foreign = document.statements
    .flatMap(({ action }) => action.patterns)
    .some((pattern) => pattern !== "*" && !pattern.toLowerCase().startsWith(`${service}:`));
  if (foreign) {
    throw new AwsError(
      "MalformedPolicyDocument",
      "This resource policy contains an action of another service.",
    );
  }
  try {
    return withPrincipals(document, lookup);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "MalformedPolicyDocument") throw error;
    throw new AwsError("MalformedPolicyDocument", "This resource policy contains an unsupported principal.");
  }
}

function withPrincipals(document: CheckedPolicy, lookup: PrincipalLookup): TrustPolicy {
  const bound = new Map<string, string>();
  for (const { principals = [] } of document.statements) {
    for (const clause of principals) bind(clause, lookup, bound);
  }
  return { document, bound };
}

/** The trust policy as IAM shows it: a user or role that no longer exists appears under its unique id. */
export function trustPolicyText({ document, bound }: TrustPolicy, lookup: PrincipalLookup): string {
  const renamed = new Map<string, string>();
  for (const [arn, id] of bound) {
    const now = lookup.arnOf(id) ?? id;
    if (now !== arn) renamed.set(arn, now);
  }
  if (renamed.size === 0) return document.text;
  return JSON.stringify(JSON.parse(document.text), (_key, value: unknown) =>
    typeof value === "string" ? (renamed.get(value) ?? value) : value,
  );
}

/** What such a policy says to a caller. */
export function trustVerdict(trust: TrustPolicy, caller: TrustedCaller, question: Question): TrustVerdict {
  const allowed: Closeness[] = [];
  for (const statement of trust.document.statements) {
    const trusted = (statement.principals ?? []).map((clause) => closeness(clause, trust.bound, caller));
    const closest = RANK.find((rank) => trusted.includes(rank));
    if (!closest || !applies(statement, trust.document, question)) continue;
    if (statement.effect === "Deny") return "deny";
    allowed.push(closest);
  }
  return RANK.find((rank) => allowed.includes(rank)) ?? "silent";
}

type Closeness = "session" | "direct" | "account";
const RANK: readonly Closeness[] = ["session", "direct", "account"];

function closeness(
  clause: PrincipalClause,
  bound: TrustPolicy["bound"],
  caller: TrustedCaller,
): Closeness | undefined {
  if (clause.kind !== "AWS") return undefined;
  const id = bound.get(clause.name);
  if (id !== undefined) return id === caller.principalId ? "direct" : undefined;
  if (clause.name === "*" || clause.name === caller.principalId) return "direct";
  if (clause.name === caller.arn) return "session";
  return accountNamed(clause.name) === caller.accountId ? "account" : undefined;
}

function bind(clause: PrincipalClause, lookup: PrincipalLookup, bound: Map<string, string>): void {
  const refuse = () =>
    new AwsError(
      "MalformedPolicyDocument",
      `Invalid principal in policy: ${JSON.stringify(clause.kind)}:${JSON.stringify(clause.name)}`,
    );
  if (clause.kind === "Service" && !/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(clause.name)) throw refuse();
  if (clause.kind !== "AWS" || clause.name === "*" || accountNamed(clause.name)) return;
  if (/^A(IDA|ROA)[A-Z2-7]{17}$/.test(clause.name) && lookup.arnOf(clause.name)) return;
  const [, service, account] =
    /^arn:aws:(iam|sts)::(\d{12}):(?:user|role|assumed-role)\/[^*?]+$/.exec(clause.name) ?? [];
  if (!service) throw refuse();
  // Other accounts do not exist here: no caller can come from there, so there is nothing to look up.
  if (account !== lookup.accountId || service === "sts") return;
  const id = lookup.idOf(clause.name);
  if (!id) throw refuse();
  bound.set(clause.name, id);
}

function accountNamed(principal: string): string | undefined {
  return /^(?:arn:aws:iam::(?=\d{12}:root$))?(\d{12})(?::root)?$/.exec(principal)?.[1];
}
