import { nameOf } from "../calls/call.js";
import { errorIn } from "./i4-rerun-suffices.js";
import type { Invariant } from "./invariant.js";
import { runOf } from "./record.js";

const NOTHING = [
  "No changes. Your infrastructure matches the configuration.",
  "No changes. No objects need to be destroyed.",
];

/** I5: once more, and nothing changes, nothing is minted, nothing is written. */
export const noChange: Invariant = {
  name: "I5",
  title: "once more changes nothing",
  broken(record) {
    const run = runOf(record, "once more");
    if (!run) return ["it was never done once more"];
    const writes = record.entries.filter((entry) => entry.part === "once more" && record.isWrite(entry));
    return [
      ...(run.exitCode === 0 ? [] : [`it ended with ${run.exitCode ?? "a signal"}: ${errorIn(run.output)}`]),
      ...(run.silent || NOTHING.some((words) => run.output.includes(words))
        ? []
        : ["Terraform found something to change"]),
      ...writes.map(({ call }) => `${nameOf(call)} was called`),
    ];
  },
};
