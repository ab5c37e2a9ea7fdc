import { masked } from "../../../src/domain/masked.js";
import { wasDone } from "../world/history.js";
import type { Invariant } from "./invariant.js";

/** I8, for keys: one that a person made is neither turned off nor deleted by anybody else, at any moment. */
export const foreignKeys: Invariant = {
  name: "I8",
  title: "a key that a person made is never touched",
  broken({ entries, foreignKeyIds }) {
    return entries.flatMap((entry) => {
      const { call, number } = entry;
      if (!foreignKeyIds.includes(call.keyId) || call.actor === "person") return [];
      if (!["DeleteAccessKey", "UpdateAccessKey"].includes(call.operation) || !wasDone(entry)) return [];
      return [`call ${number} (${call.operation}) touched ${masked(call.keyId)}, which a person made`];
    });
  },
};
