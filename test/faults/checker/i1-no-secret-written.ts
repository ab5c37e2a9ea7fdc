import type { Invariant } from "./invariant.js";

/** I1, by a search of every file that the cell's processes wrote, logs at TRACE included. */
export const noSecretWritten: Invariant = {
  name: "I1",
  title: "no secret in any file",
  broken({ scan }) {
    const found = scan.findings.map(
      ({ label, spelling, file, offset }) => `${label} (${spelling}) in ${file} at byte ${offset}`,
    );
    const unread = scan.unread.map(({ file, why }) => `${file} was not searched: ${why}`);
    const nothing = scan.secrets === 0 || scan.files === 0 ? ["nothing was searched"] : [];
    return [...found.slice(0, 5), ...unread, ...nothing];
  },
};
