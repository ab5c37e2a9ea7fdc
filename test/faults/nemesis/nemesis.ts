import { type Call, nameOf } from "../calls/call.js";
import type { Row } from "../cells/row.js";
import type { Strike } from "../proxy/strike.js";
import type { FaultKind } from "./fault-kind.js";
import type { Means } from "./means.js";

/** Strikes one call of a run, and every later one of the name if the fault lasts. */
export class Nemesis {
  readonly #row: Pick<Row, "name" | "occurrence">;
  readonly #kind: FaultKind;
  readonly #means: Means;
  #met = 0;
  /** How many calls were struck. */
  strikes = 0;

  constructor(row: Pick<Row, "name" | "occurrence">, kind: FaultKind, means: Means) {
    this.#row = row;
    this.#kind = kind;
    this.#means = means;
  }

  strike(call: Call): Strike | undefined {
    if (nameOf(call) !== this.#row.name) return undefined;
    this.#met += 1;
    const due = this.#kind.lasting ? this.#met >= this.#row.occurrence : this.#met === this.#row.occurrence;
    if (!due) return undefined;
    this.strikes += 1;
    return this.#kind.strike(call, this.#means);
  }
}
