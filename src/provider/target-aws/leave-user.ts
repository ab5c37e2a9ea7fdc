import { Fault } from "../../errors/fault.js";
import type { CredentialSource, TargetRecord } from "../../gateway/index.js";
import {
  type AccessKey,
  deletionCommands,
  discard,
  namesOf,
  type ProofResult,
  proveByIdentity,
  type SeedSubject,
  type SeedWorld,
} from "../../seed/index.js";
import { givenCredentials } from "./given.js";
import { heedRotators } from "./given-rules.js";
import type { Update } from "./operations.js";
import { shapeOf } from "./record.js";

/**
 * Gives a target that was seeded the credentials that the configuration names, and ends what its user's keys are ours:
 * the one that the target held, and the seed. A key that the configuration gives is proven by use before that.
 */
export async function giveOthers(
  context: Update,
  world: SeedWorld,
  former: SeedSubject,
  found: TargetRecord | undefined,
): Promise<void> {
  const { plan, secrets, client, signal } = context;
  const credentials = givenCredentials(plan, secrets);
  heedRotators(context, found?.rotators ?? []);
  const give = () => client.gateway.targets.updateAws({ ...shapeOf(plan), credentials }, { signal });
  const proof = await provenByUse(world, credentials);
  if (proof.proven) return endKeys(context, world, former, give);
  await give();
  context.warn(
    "Keys of the former user left",
    `Target ${former.target} holds the access key of the configuration now. STS did not accept that key (${proof.why}), so nothing of IAM user ${former.user.name} was ended: its keys may still be needed. Once the target works, delete them: ${await commandsForAll(world, former)}`,
  );
}

/** Ends what the user's keys are ours and the target does not hold any more: a seed that was never retired. */
export function endTheRest(context: Update, world: SeedWorld, former: SeedSubject): Promise<void> {
  return endKeys(context, world, former, async () => {});
}

/** The gateway's own identity is no key that could be proven; the target says that it uses it. */
async function provenByUse(world: SeedWorld, credentials: CredentialSource): Promise<ProofResult> {
  if (credentials.kind === "gateway-identity") return { proven: true };
  const { keyId, secret, sessionToken } = credentials;
  return proveByIdentity(world, null, { id: keyId, secret, ...(sessionToken && { sessionToken }) });
}

/** Whose keys the user's are is not ours to judge: it is no longer dedicated to this target, or another one by now. */
const NOT_DEDICATED = ["SEED_USER_NOT_DEDICATED", "SEED_USER_ARN_MISMATCH", "SEED_ACCOUNT_MISMATCH"] as const;

async function endKeys(
  { prior, warn }: Update,
  world: SeedWorld,
  former: SeedSubject,
  give: () => Promise<void>,
): Promise<void> {
  let given = false;
  const once = async () => {
    await give();
    given = true;
  };
  try {
    const job = { subject: former, owned: true, seedKeyId: prior.seed_key_id, instead: once };
    const { left } = await discard(world, job);
    if (!given) await once();
    if (left.length > 0) tellLeft(former, left, "nothing proves that Latchkey made them", warn);
  } catch (error) {
    const isNotDedicated = NOT_DEDICATED.some((code) => Fault.is(error, code));
    if (!isNotDedicated || !Fault.is(error)) throw error;
    if (!given) await once();
    const left = (await world.iam.keys(former.user.name)) ?? [];
    if (left.length > 0) tellLeft(former, left, error.details.seen, warn);
  }
}

function tellLeft(
  { user, target }: SeedSubject,
  left: readonly AccessKey[],
  why: string,
  warn: Update["warn"],
): void {
  warn(
    "Keys of the former user left",
    `Target ${target} does not work with IAM user ${user.name} any more, which still has ${namesOf(left)}. Nothing was done to them, because ${why}. If nothing works with them: ${deletionCommands(user, left)}`,
  );
}

async function commandsForAll(world: SeedWorld, { user }: SeedSubject): Promise<string> {
  return deletionCommands(user, (await world.iam.keys(user.name)) ?? []);
}
