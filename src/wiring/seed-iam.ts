import type { SeedIam } from "../seed/index.js";
import type { Clients } from "./clients.js";
import { LOST, outcomeUnless } from "./unclear-outcome.js";

/** IAM and STS as every key's life sees them, for one operation. */
export function seedIam({ aws: { iam, sts } }: Pick<Clients, "aws">, signal: AbortSignal): SeedIam {
  const options = { signal };
  return {
    caller: () => sts.caller(options),
    user: (name) => iam.user(name, options),
    keys: (userName) => iam.keys(userName, options),
    time: async () => iam.time(),
    lastUsed: (keyId) => iam.lastUsed(keyId, options),
    createKey: (userName) => outcomeUnless(iam.createKey(userName, options), LOST),
    setStatus: async (userName, keyId, status) => {
      await iam.setKeyStatus(userName, keyId, status, options);
    },
    deleteKey: (userName, keyId) => iam.deleteKey(userName, keyId, options),
    async whoIs({ id, ...pair }) {
      const answer = await sts.whoIs({ keyId: id, ...pair }, options);
      return answer.ok ? { arn: answer.arn } : { refused: answer.code };
    },
  };
}
