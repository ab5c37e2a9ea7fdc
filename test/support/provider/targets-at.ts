import { makeTargets } from "../types/targets.js";
import type { Stage } from "./stage.js";

/** Makes the targets that types work through in the gateway of a stage. */
export function makeTargetsAt({ gateway: { objects } }: Stage): Promise<void> {
  return makeTargets((command, { name, ...fields }) =>
    objects.once({ command, doing: "creating target", name, fields }),
  );
}
