import type { SeedWorld } from "../../../src/seed/index.js";
import { type Lifetime, mortal } from "../die-after.js";

/** The same world in a process with this lifetime: every call that leaves it, and every sleep, may be its last. */
export function mortalWorld(world: SeedWorld, lifetime: Lifetime): SeedWorld {
  return {
    ...world,
    iam: mortal(world.iam, lifetime, "iam."),
    gateway: mortal(world.gateway, lifetime, "gateway."),
    journal: mortal(world.journal, lifetime, "journal."),
    clock: {
      now: () => world.clock.now(),
      random: () => world.clock.random(),
      sleep: (ms, signal) => lifetime.live("sleep", () => world.clock.sleep(ms, signal)),
    },
  };
}
