import { Fault } from "../../errors/fault.js";

/**
 * Calls a function of a table (`flaw`, `canonical`, `broken`). They are pure and small, so when one throws the table
 * is wrong; the message is not shown, because it may hold the value.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function callTableFunction<R>(name: string, place: string, call: () => R): R {
  try {
    return call();
  } catch (error) {
    throw tableFunctionFault(name, place, "threw an error", error);
  }
}

/** A function of a table that did what it must not; `place` is a path, and `seen` completes "canonical() …". */
export function tableFunctionFault(name: string, place: string, seen: string, cause?: unknown): Fault {
  const [attribute = place] = place.split(/[.[]/);
  return new Fault("TABLE_FUNCTION_FAILED", {
    doing: `checking ${place}`,
    seen: `${name}() ${seen}`,
    state: "Nothing was changed.",
    attribute,
    cause,
  });
}
