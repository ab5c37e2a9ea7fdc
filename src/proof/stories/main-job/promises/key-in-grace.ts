import type { SandboxAccessKey } from "../../../../sandbox/aws/sandbox-aws.js";
import type { Stage } from "../stage.js";

/**
 * The key that the gateway worked with before the one that it holds, in the grace of a rotation of this stage: it counts
 * with that one. One that the gateway has not made itself, by a rotation of this stage or of one `before`, does not.
 */
export function keyInGrace(
  { events, keysAfter, heldAfter }: Stage,
  before: readonly Stage[] = [],
): SandboxAccessKey | undefined {
  const rotation = events.findLast(({ kind, to }) => kind === "rotated" && to === heldAfter);
  if (rotation?.keptUntil === undefined) return undefined;
  const earlier = [...before.flatMap((stage) => stage.events), ...events];
  const isOwn = earlier.some(({ kind, to }) => kind === "rotated" && to === rotation.from);
  return isOwn ? keysAfter.find(({ id, status }) => id === rotation.from && status === "Active") : undefined;
}
