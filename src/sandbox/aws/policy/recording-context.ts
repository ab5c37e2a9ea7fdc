import type { ConditionContext } from "./context.js";

/** A made-up request for simulations: it holds what it was given and remembers what else was asked for. */
export class RecordingContext implements ConditionContext {
  readonly missing = new Set<string>();
  readonly #facts: ReadonlyMap<string, readonly string[]>;

  constructor(facts: Iterable<readonly [string, readonly string[]]>) {
    this.#facts = new Map([...facts].map(([key, values]) => [key.toLowerCase(), values]));
  }

  values(key: string): readonly string[] | undefined {
    const values = this.#facts.get(key.toLowerCase());
    if (!values) this.missing.add(key);
    return values;
  }
}
