import { dedicationReader, dedicationRefusal } from "../seed/dedication.js";
import type { RefuseStep, SeedSubject } from "../seed/index.js";
import type { MachineWorld } from "./world.js";

/** Why a run of this caller may not touch the keys of the user; undefined where it may. */
export async function userRefusal(
  world: MachineWorld,
  subject: SeedSubject,
): Promise<RefuseStep | undefined> {
  return dedicationRefusal(subject, await dedicationReader(world, subject)());
}
