import { SecretText } from "../../domain/secret-text.js";
import { obstacleOf } from "../../net/obstacle.js";
import type { GitHubJob } from "./login-secret.js";
import { proofUnusable } from "./proof-unusable.js";

const DEADLINE_MS = 20_000;
const ATTEMPTS = 3;

const DOING = "asking GitHub Actions for the job's token";

/**
 * The token by which GitHub says which job this is. It lives for minutes, so each login has one of its own.
 * Source: https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect
 *
 * @param pause before the next attempt; it is given the number of the one that has failed
 * @throws Fault GATEWAY_PROOF_UNUSABLE
 */
export async function gitHubToken(
  job: GitHubJob,
  pause: (attempt: number) => Promise<void>,
): Promise<SecretText> {
  const url = new URL(job.requestUrl);
  if (job.audience !== null) url.searchParams.set("audience", job.audience);
  for (let attempt = 1; ; attempt++) {
    const answer = await asked(url, job.requestToken);
    if ("token" in answer) return answer.token;
    if (!answer.passing || attempt === ATTEMPTS) throw proofUnusable(DOING, answer.seen, answer.advice);
    await pause(attempt);
  }
}

type Answer =
  | { readonly token: SecretText }
  | { readonly seen: string; readonly passing: boolean; readonly advice?: string };

/** One request. Errors of the library hold the request, so that no more than their code gets out of here. */
async function asked(url: URL, requestToken: SecretText): Promise<Answer> {
  const [{ default: axios }, { agents }] = await Promise.all([
    import("axios"),
    import("../../net/agents.js"),
  ]);
  try {
    const { status, data } = await axios.get<unknown>(url.href, {
      ...agents({ keepAlive: false, proxyPatienceMs: DEADLINE_MS / 2 }),
      proxy: false, // the agents know the proxies of the environment
      maxRedirects: 0, // a redirect would carry the token to another place
      signal: AbortSignal.timeout(DEADLINE_MS),
      headers: { authorization: `Bearer ${requestToken.reveal()}`, accept: "application/json" },
      validateStatus: () => true,
    });
    const value = (data as { value?: unknown } | null)?.value;
    if (status === 200 && typeof value === "string" && value !== "") return { token: new SecretText(value) };
    const seen = status === 200 ? "its answer holds no token" : `it answered ${status}`;
    return { seen, passing: status === 429 || status >= 500 };
  } catch (error) {
    const obstacle = obstacleOf(error);
    if (obstacle) return obstacle;
    const { code, name } = error as NodeJS.ErrnoException;
    return { seen: `no answer came (${code ?? name})`, passing: true };
  }
}
