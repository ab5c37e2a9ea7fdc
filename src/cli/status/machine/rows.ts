import type { UseOfKey } from "../../../machine/index.js";
import type { AccessKey } from "../../../seed/index.js";
import type { MachineKeyFacts } from "./facts.js";

/** A key of a machine user in the report. */
export interface MachineKeyRow extends AccessKey {
  readonly role: "key of the readers" | "replaced key" | "pending key" | "left by a run" | "unknown key";
  readonly use: UseOfKey | "unknown";
}

/** The user's keys, the oldest first. */
export function machineKeyRows({ found, uses }: MachineKeyFacts): MachineKeyRow[] {
  if (!found) return [];
  const { versions, untold } = found;
  const roleOf = ({ id }: AccessKey): MachineKeyRow["role"] => {
    const told = versions.filter(({ keyId }) => keyId === id);
    if (told.some(({ current }) => current)) return "key of the readers";
    if (told.some(({ pending }) => pending)) return "pending key";
    if (told.length > 0) return "replaced key";
    return untold.ours.some((one) => one.id === id) ? "left by a run" : "unknown key";
  };
  return found.keys
    .map((key) => ({ ...key, role: roleOf(key), use: uses.get(key.id) ?? ("unknown" as const) }))
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}
