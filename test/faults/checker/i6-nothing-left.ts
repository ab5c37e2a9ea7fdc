import { masked } from "../../../src/domain/masked.js";
import { errorIn } from "./i4-rerun-suffices.js";
import type { Invariant } from "./invariant.js";
import { ownKeys } from "./record.js";

/** I6: a destroy leaves no key, so that the user can be deleted without `force_destroy`, and no object. */
export const nothingLeft: Invariant = {
  name: "I6",
  title: "destroy leaves nothing, and the user can be deleted",
  broken(record) {
    const part = record.endsIn === "nothing" ? "once more" : "end";
    const standing = record.standings[part];
    const run = record.runs.find((one) => one.part === part);
    if (!standing || !run) return ["it was never destroyed"];
    const { objects, user } = record.left ?? { objects: [], user: "not tried" };
    return [
      ...(run.exitCode === 0
        ? []
        : [`destroy ended with ${run.exitCode ?? "a signal"}: ${errorIn(run.output)}`]),
      ...ownKeys(record, standing)
        .filter(({ id }) => !record.foreignKeyIds.includes(id))
        .map(({ id, status }) => `${masked(id)} is left, ${status}`),
      ...objects.map((name) => `${name} is left in the gateway`),
      ...(user === "deleted" ? [] : [`the user cannot be deleted: ${user}`]),
    ];
  },
};
