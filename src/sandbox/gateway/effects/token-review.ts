import type { SecretText } from "../../../domain/secret-text.js";
import { notAuthenticated } from "../refusal.js";

const DEADLINE_MS = 5_000;

/** Whom the cluster takes the bearer of a token for. */
export interface ServiceAccount {
  readonly serviceAccount: string;
  readonly namespace: string;
  /** The pod that the token was made for; undefined for one that is bound to none. */
  readonly pod: string | undefined;
}

/** Where a token is reviewed. */
export interface Reviewer {
  /** URL of the cluster's API. */
  readonly host: string;
  /** The token with which the gateway asks; without one it asks with the token that is reviewed. */
  readonly reviewerToken: SecretText | null;
  /** The audience that the token has to be for. Empty: the cluster's own. */
  readonly audience: string;
}

interface ReviewStatus {
  readonly authenticated?: boolean;
  readonly user?: {
    readonly username?: string;
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
}

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The service account's JWT, which callers send in base64; undefined for whatever else is sent. */
export function jwtInBase64(sent: string): string | undefined {
  const bytes = Buffer.from(sent, "base64");
  const jwt = bytes.toString("utf8");
  return bytes.toString("base64") === sent && JWT.test(jwt) ? jwt : undefined;
}

/**
 * Has the cluster say whose token this is (TokenReview of `authentication.k8s.io/v1`). Throws 401 for a token that the
 * cluster does not know, and where it cannot be asked.
 */
export async function reviewedToken(token: string, reviewer: Reviewer): Promise<ServiceAccount> {
  const { authenticated, user } = await review(token, reviewer);
  const [, namespace, serviceAccount] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user?.username ?? "") ?? [];
  if (authenticated !== true || namespace === undefined || serviceAccount === undefined) {
    throw notAuthenticated("the service account token is not accepted by the cluster");
  }
  return { serviceAccount, namespace, pod: user?.extra?.["authentication.kubernetes.io/pod-name"]?.[0] };
}

async function review(token: string, { host, reviewerToken, audience }: Reviewer): Promise<ReviewStatus> {
  try {
    const answer = await fetch(new URL("/apis/authentication.k8s.io/v1/tokenreviews", host), {
      method: "POST",
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${reviewerToken?.reveal() ?? token}`,
      },
      body: JSON.stringify({
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenReview",
        spec: { token, ...(audience !== "" && { audiences: [audience] }) },
      }),
    });
    if (!answer.ok) throw new Error("refused");
    return ((await answer.json()) as { status?: ReviewStatus }).status ?? {};
  } catch {
    throw notAuthenticated("the cluster of the Kubernetes configuration cannot be asked");
  }
}
