import type { FaultCode } from "../errors/catalog.js";
import type { AccessKey } from "./world.js";

/** A decision to stop, because going on could do harm or cannot help. Nothing is touched by it. */
export interface RefuseStep {
  readonly do: "refuse";
  readonly code: FaultCode;
  /** What was seen, for the fault. */
  readonly seen: string;
  /** Advice that knows the case better than the catalogue. */
  readonly advice?: string;
  /** Keys that the fault is to name, each with its status, age and last use. */
  readonly keys?: readonly AccessKey[];
}

/** The decision that everything is as it should be. */
export interface Finish<Result> {
  readonly do: "finish";
  readonly result: Result;
}

/** Writes a refusal; `keys` are named in the fault. */
export function refuse(code: RefuseStep["code"], seen: string, keys: readonly AccessKey[] = []): RefuseStep {
  return { do: "refuse", code, seen, ...(keys.length === 0 ? {} : { keys }) };
}
