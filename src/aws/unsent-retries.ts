import type { IAMClientConfig } from "@aws-sdk/client-iam";
import { pausePolicies, wholePauseMs } from "../domain/backoff.js";
import { obstacleOf } from "../net/index.js";

type Strategy = Extract<
  Exclude<IAMClientConfig["retryStrategy"], undefined>,
  { acquireInitialRetryToken: unknown }
>;

const MOST_ATTEMPTS = 4;

/**
 * Repeats nothing but what has certainly never left this machine, because a proxy that is busy has refused the way: for
 * requests that must not be done twice.
 *
 * @param firstMs before the second attempt, in place of what `pausePolicies.unsent` says
 */
export function unsentRetries(firstMs = pausePolicies.unsent.firstMs): Strategy {
  const policy = { ...pausePolicies.unsent, firstMs };
  const token = (count: number) => {
    const delay = count === 0 ? 0 : wholePauseMs(policy, count);
    return { getRetryCount: () => count, getRetryDelay: () => delay };
  };
  return {
    acquireInitialRetryToken: async () => token(0),
    refreshRetryTokenForRetry: async (last, { error }) => {
      const attempt = last.getRetryCount() + 1;
      if (!obstacleOf(error)?.passing || attempt >= MOST_ATTEMPTS) throw error;
      return token(attempt);
    },
    recordSuccess: () => {},
  };
}
