import { Fault } from "../../errors/fault.js";

/**
 * Calls a function of a table (`flaw`, `canonical`, `broken`). They are pure and small, so when one throws the table
 * is wrong; the message is not shown, because it may hold the value.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function callTableFunction<R>(name: string, attribute: string, call: () => R): R {
  try {
    return call();
  } catch (error) {
    throw tableFunctionFault(name, attribute, "threw an error", error);
  }
}

/** A function of a table that did what it must not; `seen` completes "canonical() …". */
export function tableFunctionFault(name: string, attribute: string, seen: string, cause?: unknown): Fault {
  return new Fault("TABLE_FUNCTION_FAILED", {
    doing: `checking ${attribute}`,
    seen: `${name}() ${seen}`,
    state: "Nothing was changed.",
    attribute,
    cause,
  });
}
