import { masked } from "../../../domain/masked.js";
import type { Fault } from "../../../errors/fault.js";
import { couldNotTell, type StatusVerdict } from "../verdict.js";
import type { MachineKeyFacts } from "./facts.js";
import { machineKeyProblems, machineKeyVerdict } from "./judge.js";
import { type MachineKeyRow, machineKeyRows } from "./rows.js";
import type { MachineKeySubject } from "./subject.js";

/** Everything that the report says about the key of one machine user. */
export interface MachineKeyCard {
  readonly subject: MachineKeySubject;
  /** The worst of the problems, or that it is in order. */
  readonly verdict: StatusVerdict;
  readonly problems: readonly StatusVerdict[];
  /** Undefined where nothing could be looked at. */
  readonly facts: MachineKeyFacts | undefined;
  readonly keys: readonly MachineKeyRow[];
  /** What the caller may not see. */
  readonly notShown: readonly string[];
}

export function machineKeyCard(subject: MachineKeySubject, facts: MachineKeyFacts): MachineKeyCard {
  const problems = machineKeyProblems(subject, facts);
  const keys = machineKeyRows(facts);
  return {
    subject,
    verdict: machineKeyVerdict(facts, problems),
    problems,
    facts,
    keys,
    notShown: [
      ...(facts.userRefusal === "withheld" ? ["whether the user is dedicated to the secret"] : []),
      ...keys.flatMap(({ id, use }) => (use === "unknown" ? [`the last use of ${masked(id)}`] : [])),
    ],
  };
}

/** The card of a key that could not be looked at. */
export function emptyMachineKeyCard(subject: MachineKeySubject, fault: Fault): MachineKeyCard {
  const verdict = couldNotTell(fault);
  return { subject, verdict, problems: [verdict], facts: undefined, keys: [], notShown: [] };
}
