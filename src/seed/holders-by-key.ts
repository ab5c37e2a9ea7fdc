import { masked } from "../domain/masked.js";
import { type Holders, holdersReader } from "./holders.js";
import { unseenOf } from "./next-guarded-step.js";
import type { AccessKey, SeedWorld } from "./world.js";

/** Who else works with keys that a run is to end: asked once for each, and remembered. */
export class HoldersByKey {
  readonly #ask: ReturnType<typeof holdersReader>;
  #told: ReadonlyMap<string, Holders> = new Map();

  constructor(
    readonly world: SeedWorld,
    /** Path of the target whose keys they are. */
    readonly target: string,
  ) {
    this.#ask = holdersReader(world);
  }

  /** What was told so far, by the id of the key. */
  get told(): ReadonlyMap<string, Holders> {
    return this.#told;
  }

  /** What the gateway did not show of who works with the key. */
  unseen(keyId: string): readonly string[] {
    const holders = this.#told.get(keyId);
    return holders ? unseenOf(holders) : [];
  }

  /** Asks about these keys. Nothing works with one that IAM does not list any more. */
  async ask(keyIds: readonly string[], keys: readonly AccessKey[]): Promise<void> {
    const told = new Map(this.#told);
    for (const id of keyIds) {
      const key = keys.find((one) => one.id === id);
      const holders = key
        ? await this.#ask({ key, target: this.target, rotator: null })
        : { found: [], unseen: [] };
      for (const what of unseenOf(holders)) {
        this.world.progress(
          `whether anything else works with ${masked(id)} is not known: the gateway does not show ${what}`,
        );
      }
      told.set(id, holders);
    }
    this.#told = told;
  }
}
