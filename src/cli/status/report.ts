import type { Card } from "./card.js";
import type { MachineKeyCard } from "./machine/card.js";
import type { StatusOutcome } from "./verdict.js";

/** What one call of the command tells. */
export interface StatusReport {
  readonly targets: readonly Card[];
  readonly machineKeys: readonly MachineKeyCard[];
}

/** What the cards come to together: what needs attention outweighs what could not be told. */
export function outcomeOf({ targets, machineKeys }: StatusReport): StatusOutcome {
  const outcomes = [...targets, ...machineKeys].map(({ verdict }) => verdict.outcome);
  if (outcomes.includes("needs attention")) return "needs attention";
  return outcomes.includes("could not tell") ? "could not tell" : "in order";
}
