import { journalPath } from "../domain/journal-path.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "./dedication.js";
import { seedNamedBy } from "./journal.js";
import type { SeedWorld } from "./world.js";

/** Deletes the journal entry of a seed that is gone. One that tells of another key is of another run, and stays. */
export async function forgetSeed(
  { journal, progress, signal }: SeedWorld,
  { user, target }: SeedSubject,
  seedKeyId: string,
): Promise<void> {
  const reading = await journal.read(target);
  if (reading.kind !== "entry") return;
  const { entry } = reading;
  if (entry.user !== user.arn || seedNamedBy(entry) !== seedKeyId) return;
  progress(`deleting journal entry ${journalPath(target)}`);
  try {
    await journal.remove(target);
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    if (error.code === "GATEWAY_PERMISSION_DENIED") {
      progress(`journal entry ${journalPath(target)} stays: the caller may not delete it`);
      return;
    }
    throw new Fault(error.code, {
      ...error.details,
      state: `The seed key ${masked(seedKeyId)} is gone; only its journal entry may be left, which the next run deletes.`,
    });
  }
}
