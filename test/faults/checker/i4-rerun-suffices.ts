import { masked } from "../../../src/domain/masked.js";
import type { Invariant } from "./invariant.js";
import { type CellRecord, ownKeys, runOf } from "./record.js";

/** I4: running the same again is all it takes; there was never a third key, nor an attempt at one. */
export const rerunSuffices: Invariant = {
  name: "I4",
  title: "running it again suffices, no third key",
  broken: (record) => [...failedRepetition(record), ...thirdKey(record)],
};

function failedRepetition(record: CellRecord): string[] {
  const again = runOf(record, "again");
  if (!again) return ["it was never done again"];
  if (again.exitCode === 0) return [];
  return [`the repetition ended with ${again.exitCode ?? "a signal"}: ${errorIn(again.output)}`];
}

function thirdKey(record: CellRecord): string[] {
  const { entries, foreignKeyIds, userNames, rotatesByItself } = record;
  const crowded = entries.find((entry) => ownKeys(record, entry).length > 2);
  const refused = entries.find(
    ({ call, status }) =>
      call.operation === "CreateAccessKey" &&
      userNames.includes(call.userName) &&
      status === 409 &&
      !(rotatesByItself && call.actor === "gateway"),
  );
  return [
    ...(crowded
      ? [
          `call ${crowded.number} left ${ownKeys(record, crowded)
            .map(({ id }) => masked(id))
            .join(", ")}`,
        ]
      : []),
    // Where a person has taken the places, a refused attempt is what the cell is about.
    ...(refused && foreignKeyIds.length === 0
      ? [`a third key was asked for, and refused, by call ${refused.number} (${refused.call.actor})`]
      : []),
  ];
}

/** The first error that Terraform shows, in one line. */
export function errorIn(output: string): string {
  const lines = output.split("\n").map((line) => line.replace(/^[\s╷│╵]+/, "").trim());
  const first = lines.findIndex((line) => line.startsWith("Error: "));
  return (first < 0 ? lines.slice(-8) : lines.slice(first, first + 12))
    .filter((line) => line !== "")
    .join(" ");
}
