import { Fault } from "../../errors/fault.js";
import type { Update } from "./operations.js";
import { sentAlong } from "./record.js";

/** A change of a target that the gateway takes only together with the credential. */
export interface TargetChange {
  readonly doing: (target: string) => string;
  /** What the target is afterwards. */
  readonly done: string;
}

export const ANOTHER_REGION: TargetChange = {
  doing: (target) => `moving target ${target} to another region`,
  done: "moved",
};

export const ANOTHER_PROTECTION_KEY: TargetChange = {
  doing: (target) => `giving target ${target} another protection key`,
  done: "encrypted by the other protection key",
};

/**
 * Sends the key that a target holds back to it, together with something else. A rotation between the reading of that key
 * and its sending would be overwritten, with a key that AWS may have forgotten; and what it made is lost. So
 * the rotators are looked at before and after. Where one has rotated meanwhile, throws GIVEN_KEY_RACED: the change is
 * made, and is stored as made, so that no further apply sends the old key once more. `change`: what it is called.
 */
export async function besidesRotations(
  context: Update,
  rotators: readonly string[],
  sendBack: () => Promise<{ readonly sentKey: boolean }>,
  change: TargetChange = ANOTHER_REGION,
): Promise<void> {
  const before = await lastRotations(context, rotators);
  const { sentKey } = await sendBack();
  if (!sentKey || before.size === 0) return;
  const after = await lastRotations(context, rotators);
  const raced = rotators.find(
    (name) => before.has(name) && after.has(name) && before.get(name) !== after.get(name),
  );
  if (raced === undefined) return;
  const { plan, checkpoint } = context;
  checkpoint(sentAlong(plan));
  throw new Fault("GIVEN_KEY_RACED", {
    doing: change.doing(JSON.stringify(plan.name)),
    seen: `rotator ${JSON.stringify(raced)} replaced the target's key between the moment it was read and the moment it was sent back`,
    state: `The target is ${change.done}, and holds the key that it had before that rotation, which may not work any more. The secret of the newer one is lost.`,
    advice: `Have it rotated once more: akeyless gateway-rotate-secret --name ${raced}. If the gateway says that its key does not work, make a new access key of the user, and set access_key_id and the secret to that. Then delete the key that the target does not hold.`,
  });
}

/** When each rotator last rotated, in milliseconds; null for never. One that the caller may not see is left out. */
async function lastRotations(
  { client, signal }: Pick<Update, "client" | "signal">,
  names: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  const seen = names.map(async (name): Promise<[string, number | null][]> => {
    try {
      const found = await client.gateway.rotators.find(name, { signal });
      return found ? [[name, found.lastRotatedAt?.getTime() ?? null]] : [];
    } catch (error) {
      if (!Fault.is(error) || signal.aborted) throw error;
      return [];
    }
  });
  return new Map((await Promise.all(seen)).flat());
}
