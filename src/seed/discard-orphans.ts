import { masked } from "../domain/masked.js";
import { type DedicationFacts, dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import type { Finish, Refusal } from "./step.js";
import { walk } from "./walk.js";
import type { AccessKey, SeedWorld } from "./world.js";

export interface OrphanJob {
  readonly subject: SeedSubject;
  /** The end of the run that left the keys: younger ones may belong to the next run, and are left alone. */
  readonly before: Date;
}

/** Ids of the keys. */
export interface OrphanResult {
  readonly deleted: readonly string[];
  readonly left: readonly string[];
}

interface OrphanFacts {
  readonly dedication: DedicationFacts;
  readonly hasTarget: boolean;
  readonly keys: readonly AccessKey[];
}

type OrphanStep = { readonly do: "deactivate" | "delete"; readonly keyId: string };

/**
 * Deletes the keys that a failed run has left to nobody: of a dedicated user whose target the gateway does not have.
 * As soon as the gateway has the target, nothing more is touched.
 */
export async function discardOrphans(world: SeedWorld, job: OrphanJob): Promise<OrphanResult> {
  const { subject, before } = job;
  const { iam, gateway, progress } = world;
  const readDedication = dedicationReader(world, subject);
  const deleted: string[] = [];

  async function facts(): Promise<OrphanFacts> {
    const dedication = await readDedication();
    if (dedicationRefusal(subject, dedication)) return { dedication, hasTarget: true, keys: [] };
    const hasTarget = (await gateway.findTarget(subject.target)) !== undefined;
    return { dedication, hasTarget, keys: (await iam.keys(subject.user.name)) ?? [] };
  }

  function decide({ dedication, hasTarget, keys }: OrphanFacts): OrphanStep | Refusal | Finish<OrphanResult> {
    const refusal = dedicationRefusal(subject, dedication);
    if (refusal) return refusal;
    const orphan = hasTarget ? undefined : keys.find((key) => key.createdAt <= before);
    if (!orphan) return { do: "finish", result: { deleted, left: keys.map(({ id }) => id) } };
    return { do: orphan.status === "Active" ? "deactivate" : "delete", keyId: orphan.id };
  }

  async function act({ do: what, keyId }: OrphanStep): Promise<void> {
    if (what === "deactivate") {
      progress(`deactivating orphaned access key ${masked(keyId)} of ${subject.user.name}`);
      return iam.setStatus(subject.user.name, keyId, "Inactive");
    }
    progress(`deleting orphaned access key ${masked(keyId)} of ${subject.user.name}`);
    await iam.deleteKey(subject.user.name, keyId);
    if (!deleted.includes(keyId)) deleted.push(keyId);
  }

  return walk<OrphanFacts, OrphanStep, OrphanResult>(world, {
    doing: `removing what a failed run has left of IAM user ${JSON.stringify(subject.user.name)} and target ${subject.target}`,
    facts,
    decide,
    act,
    state: () =>
      deleted.length === 0 ? "No key was deleted." : `Access keys that were deleted: ${deleted.length}.`,
  });
}
