/** The kinds of policies of which AWS says that one of them decided against a request. */
const KINDS = [
  "service control policy",
  "resource control policy",
  "permissions boundary",
  "session policy",
  "VPC endpoint policy",
  "resource-based policy",
  "identity-based policy",
] as const;

export interface DenyingPolicy {
  readonly kind: (typeof KINDS)[number];
  /** Whether it says no; otherwise nothing of its kind says yes. */
  readonly explicit: boolean;
}

/** Which policy AWS names as the reason of a denial, in its own words or in those of a system that quotes them. */
export function denyingPolicy(text: string): DenyingPolicy | undefined {
  const [, says, silent] =
    /explicit deny in an? ([a-z-]+(?: [a-z]+){1,2})|because no ([a-z-]+(?: [a-z]+){1,2}) allows/i.exec(
      text,
    ) ?? [];
  const named = (says ?? silent ?? "").toLowerCase();
  const kind = KINDS.find((each) => named.startsWith(each.toLowerCase()));
  return kind && { kind, explicit: says !== undefined };
}

/**
 * What to do about a policy that one's own cannot overrule; undefined for one that is for the caller's own policies to
 * allow.
 *
 * @param who whose request it was, such as `the deployer`
 */
export function adviceAgainst({ kind, explicit }: DenyingPolicy, who: string): string | undefined {
  switch (kind) {
    case "service control policy":
    case "resource control policy":
      return `A ${kind} of the organization forbids it, which no policy of the account can overrule. Have those who look after the organization exempt ${who}, or work in an account that it does not cover.`;
    case "permissions boundary":
      return `The permissions boundary of ${who} ${explicit ? "forbids" : "does not allow"} it, which no policy beside it can overrule: change the boundary.`;
    case "session policy":
      return `The policy that the session of ${who} was begun with ${explicit ? "forbids" : "does not allow"} it: begin the session without it, or with one that allows this.`;
    case "VPC endpoint policy":
      return `The policy of the VPC endpoint that the request went through ${explicit ? "forbids" : "does not allow"} it: change that policy, or take another way to AWS.`;
    case "identity-based policy":
      return explicit
        ? `A policy of ${who} denies it explicitly, which no other one can overrule: take the denial away, or meet its condition (such as MFA, a network or a region).`
        : undefined;
    case "resource-based policy":
      return explicit
        ? `The policy of what the request is about denies it explicitly: change that policy.`
        : undefined;
  }
}

/** What to do about what AWS has said to the gateway; undefined where its words name no policy that says more. */
export function adviceForGatewayUser(text: string): string | undefined {
  const policy = denyingPolicy(text);
  return policy && adviceAgainst(policy, "the user that the gateway works as");
}
