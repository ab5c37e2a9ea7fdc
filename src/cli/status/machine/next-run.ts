import type { MachineKeySubject } from "./subject.js";

/** How a person has the key's owner run. */
export function nextRun({ isOfResource }: Pick<MachineKeySubject, "isOfResource">): string {
  return isOfResource ? "Apply." : "Apply where a latchkey_machine_key keeps it, or have its function run.";
}
