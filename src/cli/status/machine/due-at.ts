import type { AccessKey } from "../../../seed/index.js";
import type { MachineKeySubject } from "./subject.js";

const DAY_MS = 86_400_000;

/** From when on an apply replaces the key because of its age; undefined where its age is none of its reasons. */
export function dueAt(
  { everyDays }: Pick<MachineKeySubject, "everyDays">,
  { createdAt }: Pick<AccessKey, "createdAt">,
): Date | undefined {
  return everyDays === null ? undefined : new Date(createdAt.getTime() + everyDays * DAY_MS);
}
