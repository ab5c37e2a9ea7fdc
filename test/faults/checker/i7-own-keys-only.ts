import { masked } from "../../../src/domain/masked.js";
import type { KeySeen } from "../world/history.js";
import type { Invariant } from "./invariant.js";

/** I7: nobody's keys are touched but those of the user that is dedicated to this target. */
export const ownKeysOnly: Invariant = {
  name: "I7",
  title: "only keys of the dedicated user are touched",
  broken(record) {
    const { entries, userNames, bystanders } = record;
    const strays = entries.filter(
      (entry) =>
        entry.call.system === "iam" &&
        entry.call.actor !== "aws-provider" &&
        record.isWrite(entry) &&
        !userNames.includes(entry.call.userName),
    );
    const listed = (keys: readonly KeySeen[]) =>
      keys.map(({ id, status }) => `${masked(id)} ${status}`).join(", ");
    const [before, after] = [listed(bystanders.before), listed(bystanders.after)];
    return [
      ...strays.map(
        ({ number, call }) => `call ${number} (${call.operation}) was about user "${call.userName}"`,
      ),
      ...(before === after ? [] : [`the keys of others were ${before}, and are ${after}`]),
    ];
  },
};
