import { DEFAULT_QUIET_SECONDS } from "../../domain/quiet-period.js";
import { reseed, type SeedWorld } from "../../seed/index.js";
import type { ComputedOf, StoredOf } from "../../vocabulary/index.js";
import { seedSubject } from "../seed-subject.js";
import type { Table, Update } from "./operations.js";
import { computed, shapeOf, theTarget } from "./record.js";
import { align } from "./seeded.js";

/**
 * Whether a version asks for a fresh seed. The first one does, too: whoever sets it on a target that has none wants
 * something to happen, and could not tell otherwise that nothing did. Taking it away asks for nothing.
 */
export function asksForFreshSeed(
  prior: Pick<StoredOf<Table>, "seed_version">,
  seedVersion: number | null,
): boolean {
  return seedVersion !== null && seedVersion !== prior.seed_version;
}

/**
 * Gives a seeded target a fresh seed, whatever has become of its key; everything else that was changed goes along with
 * it. What was handed over is stored at once, so that the retirement of a later apply finds it.
 */
export async function reseedTarget(
  context: Update,
  world: SeedWorld,
  userArn: string,
): Promise<ComputedOf<Table>> {
  const { plan, prior, client, signal, checkpoint } = context;
  const subject = seedSubject(userArn, plan.name);
  const { description, region } = plan;
  const job = {
    subject,
    previous: subject.user,
    seedKeyId: prior.seed_key_id,
    shape: shapeOf(plan),
    quietSeconds: DEFAULT_QUIET_SECONDS,
    handedOver: (seed_key_id: string) =>
      checkpoint({ seed_key_id, gateway_record: "present", description, region }),
  };
  const { seedKeyId, adopted } = await reseed(world, job);
  checkpoint({ seed_key_id: seedKeyId, gateway_record: "present", seed_version: plan.seed_version });
  const record = await theTarget(client, plan, signal);
  if (adopted) await align(world, job, record, client);
  return computed(record, seedKeyId);
}
