import { type Attributes, UNKNOWN } from "../../vocabulary/index.js";
import { entriesOf, isComputed } from "../table/mode.js";
import type { TfObject, TfValue } from "../value/value.js";

/**
 * The plan with the computed values that a change will make anew as unknown: all of them for a create; for an update
 * those that are not stable, and a stable one that was never known.
 */
export function withRenewedComputed(
  attributes: Attributes,
  planned: TfObject,
  isCreate: boolean,
  except: ReadonlySet<string> = new Set(),
): { [attribute: string]: TfValue } {
  const renewed: { [attribute: string]: TfValue } = { ...planned };
  for (const [name, { stable, mode }] of entriesOf(attributes, isComputed)) {
    if (except.has(name)) continue;
    const isKept = !isCreate && stable && (planned[name] !== null || mode === "computedOrNull");
    if (!isKept) renewed[name] = UNKNOWN;
  }
  return renewed;
}
