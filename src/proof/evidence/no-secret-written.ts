import type { ScanReport } from "../canary/scan.js";
import { firstFew } from "./first-few.js";
import type { Evidence } from "./promised.js";

/** I1: what the search of everything that the run wrote has found. */
export function noSecretWritten({
  files,
  bytes,
  secrets,
  spellings,
  findings,
  unread,
}: ScanReport): Evidence {
  const found = findings.map(
    ({ file, offset, label, spelling }) => `${label} (${spelling}) in ${file} at byte ${offset}`,
  );
  const closed = unread.map(({ file, why }) => `${file} was not searched: ${why}`);
  const mebibytes = (bytes / 1024 / 1024).toFixed(1);
  const searched = `${secrets} secrets × ${spellings} spellings searched for in ${files} files, ${mebibytes} MiB`;
  return {
    title: "no secret stands in any file that the run wrote",
    held: findings.length === 0 && unread.length === 0 && secrets > 0,
    expected: "no secret, in no spelling, in state, plans, synthesized JSON or logs at TRACE",
    seen: [searched, ...firstFew(found), ...closed].join("; "),
  };
}
