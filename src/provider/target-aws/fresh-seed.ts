import { journalPath } from "../../domain/journal-path.js";
import { DEFAULT_QUIET_SECONDS } from "../../domain/quiet-period.js";
import {
  type AccessKey,
  namesOf,
  type ReseedJob,
  reseed,
  type SeedSubject,
  type SeedWorld,
} from "../../seed/index.js";
import type { ComputedOf, StoredOf } from "../../vocabulary/index.js";
import { formerTarget, seedSubject } from "../seed-subject.js";
import type { TargetAwsTable, Update } from "./operations.js";
import { computed, sentAlong, shapeOf, theTarget } from "./record.js";
import { align } from "./seeded.js";

/**
 * Whether a version asks for a fresh seed. The first one does, too: whoever sets it on a target that has none wants
 * something to happen, and could not tell otherwise that nothing did. Taking it away asks for nothing. A target that
 * was imported without its source is recorded as it is.
 */
export function asksForFreshSeed(
  prior: Pick<StoredOf<TargetAwsTable>, "seed_version" | "seed_user_arn">,
  seedVersion: number | null,
): boolean {
  return seedVersion !== null && seedVersion !== prior.seed_version && prior.seed_user_arn !== null;
}

/**
 * Gives a target a fresh seed of this user, whatever has become of the key that it holds; everything else that was
 * changed goes along with it. A key that it held of its seeded user is ended. What was handed over is stored at once, so
 * that the retirement of a later apply finds it; a new user only when all is done, because the state has to name the
 * former one until its key has ended.
 */
export async function reseedTarget(
  context: Update,
  world: SeedWorld,
  userArn: string,
): Promise<ComputedOf<TargetAwsTable>> {
  const { plan, prior, client, signal, log, warn, checkpoint } = context;
  const subject = seedSubject(userArn, plan.name, formerTarget(context));
  const former = prior.seed_user_arn === null ? null : seedSubject(prior.seed_user_arn, plan.name).user;
  const isSameUser = former?.arn === subject.user.arn;
  const job = {
    subject,
    previous: former,
    seedKeyId: prior.seed_key_id,
    shape: shapeOf(plan),
    quietSeconds: DEFAULT_QUIET_SECONDS,
    ended: (key: AccessKey) =>
      log.log("info", `${namesOf([key])} was replaced by a fresh seed and has ended`),
    ...warnings(subject, warn),
    handedOver: (seed_key_id: string) =>
      checkpoint({ ...(isSameUser && { seed_key_id }), gateway_record: "present", ...sentAlong(plan) }),
  };
  const { seedKeyId, adopted, unseen = [] } = await reseed(world, job);
  if (isSameUser) checkpoint({ seed_key_id: seedKeyId, seed_version: plan.seed_version });
  if (unseen.length > 0) {
    warn(
      "Not known who else worked with the replaced key",
      `The key that target ${subject.target} held has ended. Whether anything else worked with it is not known: the gateway does not show ${unseen.join("; ")}.`,
    );
  }
  const record = await theTarget(client, plan, signal);
  if (adopted) await align(world, job, record, client);
  return computed(record, seedKeyId);
}

/** What a person is told of the journal, whatever becomes of the operation. */
function warnings({ target }: SeedSubject, warn: Update["warn"]): Pick<ReseedJob, "unrecorded" | "leftOpen"> {
  const path = journalPath(target);
  return {
    unrecorded: (why) =>
      warn(
        "No journal entry for a fresh seed",
        `The caller may not read and write ${path} (${why}). Should this run be killed, nothing will prove whose the key is that it leaves, and a person will have to delete it. Let the caller create, read, update and delete that item.`,
      ),
    leftOpen: (why) =>
      warn(
        "Journal entry not closed",
        `Target ${target} has its fresh seed, but ${path} could not be told so (${why}). The retirement of the seed deletes the entry.`,
      ),
  };
}
