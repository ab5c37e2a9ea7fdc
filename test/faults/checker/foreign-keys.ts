import { masked } from "../../../src/domain/masked.js";
import { wasDone } from "../world/history.js";
import type { Invariant } from "./invariant.js";

/**
 * A key that a person made is never deleted silently. While the gateway has no target, every key of a dedicated user
 * is an orphan by definition and is cleared away, and said to be; at any other time it is left to the person.
 */
export const foreignKeys: Invariant = {
  name: "foreign",
  title: "a person's key is never deleted silently",
  broken({ entries, target, foreignKeyIds, runs }) {
    const output = runs.map((run) => run.output).join("\n");
    return entries.flatMap((entry) => {
      const { call, held, number } = entry;
      if (!foreignKeyIds.includes(call.keyId) || call.actor === "person") return [];
      if (!["DeleteAccessKey", "UpdateAccessKey"].includes(call.operation) || !wasDone(entry)) return [];
      const key = `${masked(call.keyId)}, which a person made,`;
      if (held[target] !== undefined)
        return [`call ${number} (${call.operation}) touched ${key} beside a target`];
      return output.includes(masked(call.keyId)) ? [] : [`${key} was cleared away, and nobody was told`];
    });
  },
};
