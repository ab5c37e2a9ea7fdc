import type { Person } from "../world/person.js";
import type { Systems } from "../world/systems.js";

/** What a person in a story finds. */
export interface Scene {
  readonly person: Person;
  readonly systems: Systems;
  readonly userName: string;
  /** Path of the seeded target. */
  readonly target: string;
  readonly rotator: string;
  readonly producer: string;
  /** The state file is lost, with everything that it knew. */
  loseState(): void;
  /** Lets minutes go by between two commands. */
  wait(minutes: number): void;
  /** The key that the target holds, or a failure. */
  heldKey(): string;
}
