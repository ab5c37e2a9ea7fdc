import { Fault } from "../../errors/fault.js";
import type { Report } from "../report.js";
import type { ServedResource } from "../served-resource.js";
import { shapedRecord } from "../upgrade-object.js";
import type { TfObject } from "../value/value.js";
import { describeIdentity, identityAttributes } from "./identity-description.js";

/**
 * Stored JSON as an identity of today. What is missing or does not fit is null: the read that follows fills it in from
 * the object. Undefined, and reported, when a newer provider has stored it.
 */
export function upgradedIdentity(
  { table, typeName }: ServedResource<unknown>,
  version: number,
  stored: unknown,
  report: Report,
): TfObject | undefined {
  const { version: current } = describeIdentity(table);
  const doing = `upgrading the stored identity of ${typeName} from version ${version} to ${current}`;
  const state = "The stored state is as it was.";
  if (version <= current) return shapedRecord(identityAttributes(table), stored, []);
  report.fault(new Fault("STORED_STATE_UNFIT", { doing, seen: "a newer provider wrote it", state }));
  return undefined;
}
