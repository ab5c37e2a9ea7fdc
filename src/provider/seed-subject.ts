import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { type IamUserArn, parseIamUserArn } from "../domain/iam-user-arn.js";
import type { Logger } from "../engine/logger.js";
import { Fault } from "../errors/fault.js";
import type { AccessKey, SeedSubject } from "../seed/index.js";
import type { Clients } from "../wiring/index.js";

/**
 * The user and the target that a seed is about. The table has checked the ARN's form; state may hold what it likes.
 * `formerTarget` is another path of this very target, which its number has proven to be one.
 */
export function seedSubject(userArn: string, target: string, formerTarget?: string): SeedSubject {
  const user = parseIamUserArn(userArn);
  if (user) {
    const subject = { user, target: normalizedGatewayPath(target) };
    return formerTarget === undefined
      ? subject
      : { ...subject, formerTarget: normalizedGatewayPath(formerTarget) };
  }
  throw new Fault("ARN_MALFORMED", {
    doing: `looking at the keys of ${JSON.stringify(userArn)}`,
    seen: "it is not the ARN of an IAM user",
    state: "Nothing was changed.",
    attribute: "seed_user_arn",
  });
}

/** A rename has been carried out by now, for the number that the target had under its former name. */
export function formerTarget({
  prior,
  changed,
}: {
  readonly prior: { readonly name: string };
  changed(name: "name"): boolean;
}): string | undefined {
  return changed("name") ? prior.name : undefined;
}

/** What a refresh can tell of the user's keys without any secret. */
export type KeysSeen = readonly AccessKey[] | "unreadable";

/**
 * Lists the keys of a user for a refresh; none for a user that is gone. An empty list counts only in the user's own
 * account: in another one every user seems to be gone. Who may not list keys (a role that only plans) gets "unreadable".
 */
export async function keysSeen(
  { aws }: Clients,
  user: IamUserArn,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): Promise<KeysSeen> {
  try {
    const keys = (await aws.iam.keys(user.name, { signal })) ?? [];
    if (keys.length > 0) return keys;
    const { account } = await aws.sts.callerIdentity({ signal });
    return account === user.account ? keys : "unreadable";
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    log.log("warn", "the keys of the IAM user cannot be listed", { user: user.name, reason: error.code });
    return "unreadable";
  }
}
