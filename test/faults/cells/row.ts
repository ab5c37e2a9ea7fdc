import type { Call } from "../calls/call.js";
import type { Phase } from "../stories/story.js";

/** One call of a healthy run, into which faults are thrown. */
export interface Row {
  readonly phase: Phase;
  /** See `nameOf`. */
  readonly name: string;
  /** 1 for the first call of this name in the run. */
  readonly occurrence: number;
  readonly actor: Call["actor"];
  readonly system: Call["system"];
  readonly operation: string;
  /** Whether the call changes something: a side effect. */
  readonly write: boolean;
  /** Whether there is a rotator at that moment, so that the gateway may rotate by itself. */
  readonly rotatable: boolean;
}

/** Whether the row is an IAM call that changes something. */
export function isIamWrite({ system, write }: Row): boolean {
  return system === "iam" && write;
}

/** `provider.CreateAccessKey`, with the occurrence where it is not the first. */
export function rowText({ name, occurrence }: Pick<Row, "name" | "occurrence">): string {
  return occurrence === 1 ? name : `${name}~${occurrence}`;
}
