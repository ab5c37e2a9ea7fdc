import type { ScanReport } from "../canary/scan.js";
import type { Evidence } from "./promised.js";

const MOST_SHOWN = 5;

/** I1: what the search of everything that the run wrote has found. */
export function noSecretWritten({
  files,
  bytes,
  secrets,
  spellings,
  findings,
  unread,
}: ScanReport): Evidence {
  const shown = findings
    .slice(0, MOST_SHOWN)
    .map(({ file, offset, label, spelling }) => `${label} (${spelling}) in ${file} at byte ${offset}`);
  const more = findings.length > MOST_SHOWN ? [`and ${findings.length - MOST_SHOWN} more`] : [];
  const closed = unread.map(({ file, why }) => `${file} was not searched: ${why}`);
  const mebibytes = (bytes / 1024 / 1024).toFixed(1);
  const searched = `${secrets} secrets × ${spellings} spellings searched for in ${files} files, ${mebibytes} MiB`;
  return {
    title: "no secret stands in any file that the run wrote",
    held: findings.length === 0 && unread.length === 0 && secrets > 0,
    expected: "no secret, in no spelling, in state, plans, synthesized JSON or logs at TRACE",
    seen: [searched, ...shown, ...more, ...closed].join("; "),
  };
}
