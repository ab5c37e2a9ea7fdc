import type { Invariant } from "./invariant.js";

/** I1, by a search of every file that the cell's processes wrote, logs at TRACE included, and of what they were given. */
export const noSecretWritten: Invariant = {
  name: "I1",
  title: "no secret in any file, argument or environment",
  broken({ scan, given }) {
    const found = scan.findings.map(
      ({ label, spelling, file, offset }) => `${label} (${spelling}) in ${file} at byte ${offset}`,
    );
    const handed = (given?.findings ?? []).map(
      ({ label, spelling, where, process }) => `${label} (${spelling}) in ${where} of ${process}`,
    );
    const unread = scan.unread.map(({ file, why }) => `${file} was not searched: ${why}`);
    const denied = (given?.denied ?? []).map((process) => `${process} could not be looked at`);
    const nothing = scan.secrets === 0 || scan.files === 0 ? ["nothing was searched"] : [];
    const nobody = given?.processes === 0 ? ["no process was seen"] : [];
    return [...found.slice(0, 5), ...handed.slice(0, 5), ...unread, ...denied, ...nothing, ...nobody];
  },
};
