import { MOST_CANDIDATES } from "../find/source-findings.js";
import type { FoundKey } from "../ledger.js";
import type { Signed } from "./signing.js";
import type { IamStanding } from "./standing.js";

/**
 * - `live`: whoever has the key and its secret can use it
 * - `inactive`: switched off, and can be switched on again, as far as IAM and STS tell
 * - `dead`: deleted or expired, for good
 * - `unknown`: AWS was not asked, or did not tell
 */
export type KeyVerdict = "live" | "inactive" | "dead" | "unknown";

/**
 * Whether the secret lies open as well:
 * - `fits`: AWS has accepted it
 * - `beside`: something that looks like it stands in the same block
 * - `elsewhere`: something that looks like it stands in the same source
 * - `none`: nothing was found, or nothing that fits
 */
export type SecretSeen = "fits" | "beside" | "elsewhere" | "none";

export interface KeyJudgement {
  readonly verdict: KeyVerdict;
  /** What the verdict rests on, for a person. */
  readonly evidence: string;
  readonly secret: SecretSeen;
  /** Whether a finder could use it with what was found, so that it matters whether it lives. */
  readonly usable: boolean;
  readonly account: string | undefined;
  /** Name of the IAM user, or ARN of whom it signs as. */
  readonly owner: string | undefined;
  readonly lastUsed: Date | undefined;
}

/** The verdict on a long-term key from what STS and IAM say. Total and pure. */
export function judgeKey(key: FoundKey, signed: Signed, standing: IamStanding): KeyJudgement {
  const told = standing.standing === "active" || standing.standing === "inactive" ? standing : undefined;
  const about = {
    secret: secretSeen(key, signed),
    usable: true,
    account: standing.account,
    owner: told?.user,
    lastUsed: told?.lastUsed,
  };
  if (signed.result === "accepted") {
    const { arn, account } = signed;
    const evidence = arn === undefined ? "AWS takes its signature" : `STS takes its signature: ${arn}`;
    return {
      ...about,
      verdict: "live",
      evidence,
      account: account ?? about.account,
      owner: arn ?? about.owner,
    };
  }
  switch (standing.standing) {
    case "active": {
      const misses = signed.result === "refused" ? ", though STS does not take its signature yet" : "";
      return { ...about, verdict: "live", evidence: `IAM: Active, user ${standing.user}${misses}` };
    }
    case "inactive":
      return { ...about, verdict: "inactive", evidence: `IAM: Inactive, user ${standing.user}` };
    case "gone":
      if (signed.result === "misfit") {
        const evidence = `STS knows it, though no user of account ${standing.account} has it`;
        return { ...about, verdict: "unknown", evidence };
      }
      return { ...about, verdict: "dead", evidence: `IAM: no user of account ${standing.account} has it` };
    case "not told":
      return { ...about, ...withoutIam(key, signed, standing.why) };
  }
}

function withoutIam(key: FoundKey, signed: Exclude<Signed, { result: "accepted" }>, why: string) {
  switch (signed.result) {
    case "refused":
      // STS says the same of either.
      return {
        verdict: "inactive" as const,
        evidence: `STS does not take it: deleted or switched off; ${why}`,
      };
    case "expired":
      return { verdict: "dead" as const, evidence: "STS: expired" };
    case "misfit":
      return {
        verdict: "unknown" as const,
        evidence: `STS knows it, and ${noneFits(key)}; ${why}`,
      };
    case "unanswered":
      return { verdict: "unknown" as const, evidence: `${signed.why}; ${why}` };
    case "nothing":
      return { verdict: "unknown" as const, evidence: why };
  }
}

/** The verdict on a temporary key, which only its own signature can prove. Total and pure. */
export function judgeTemporary(key: FoundKey, signed: Signed): KeyJudgement {
  const about = {
    secret: secretSeen(key, signed),
    usable: signed.result !== "nothing",
    account: undefined,
    owner: undefined,
    lastUsed: undefined,
  };
  switch (signed.result) {
    case "accepted": {
      const evidence =
        signed.arn === undefined ? "AWS takes its signature" : `STS takes its signature: ${signed.arn}`;
      return { ...about, verdict: "live", evidence, account: signed.account, owner: signed.arn };
    }
    case "refused":
    case "expired":
      return { ...about, verdict: "dead", evidence: "STS: expired" };
    case "misfit":
      return {
        ...about,
        verdict: "unknown",
        evidence: `STS knows it, and ${noneFits(key)}`,
      };
    case "unanswered":
      return { ...about, verdict: "unknown", evidence: signed.why };
    case "nothing":
      return {
        ...about,
        verdict: "unknown",
        evidence: "temporary, without its secret and session token: it cannot be used",
      };
  }
}

/** The verdict on a key about which AWS is not to be asked. */
export function unasked(key: FoundKey): KeyJudgement {
  const complete = key.secrets.length > 0 && key.sessionTokens.length > 0;
  return {
    verdict: "unknown",
    evidence: "not asked (--offline)",
    secret: secretSeen(key, { result: "nothing" }),
    usable: key.kind !== "temporary" || complete,
    account: undefined,
    owner: undefined,
    lastUsed: undefined,
  };
}

function secretSeen({ secrets, secretsSeen, smtpPassword }: FoundKey, { result }: Signed): SecretSeen {
  if (result === "accepted") return "fits";
  if (result !== "misfit") {
    if (secrets.some(({ beside, plausible }) => beside && plausible)) return "beside";
    if (secrets.some(({ plausible }) => plausible)) return smtpPassword ? "beside" : "elsewhere";
  }
  if (smtpPassword) return "beside";
  // Those that are beyond the most that are tried have not been.
  return allTried(secrets.length, secretsSeen) ? "none" : "elsewhere";
}

function allTried(tried: number, seen = 0): boolean {
  return tried < MOST_CANDIDATES && seen <= tried;
}

/** What is true of the secrets that were tried, and of those that were not. */
function noneFits({ secrets, secretsSeen = 0 }: FoundKey): string {
  const tried = secrets.length;
  if (allTried(tried, secretsSeen)) return "no secret that was found is its own";
  const of = secretsSeen > tried ? ` of ${secretsSeen} that were found` : "";
  return `none of the ${tried} secrets that were tried${of} is its own`;
}

/** The verdict on what is no access key: AWS has nothing that says of its id alone whether it works. */
export function judgeOther(key: FoundKey): KeyJudgement {
  if (key.kind === "Bedrock API key") {
    const evidence = key.id.startsWith("ABSK")
      ? "an API key that opens Bedrock by itself; iam list-service-specific-credentials tells how it stands"
      : "an API key that opens Bedrock by itself, for twelve hours at most";
    return { ...unasked(key), usable: true, secret: "beside", evidence };
  }
  const where =
    key.kind === "service bearer token"
      ? "a bearer token of a service, which lives for hours; its id alone does not tell whether it still does"
      : "a credential for one service, such as CodeCommit, Keyspaces or Bedrock; iam list-service-specific-credentials tells how it stands";
  return { ...unasked(key), usable: true, secret: "none", evidence: where };
}
