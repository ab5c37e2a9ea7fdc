import { createHash } from "node:crypto";

/** Whether a mutant is tried where one of so many is: its place and its change decide, so every run tries the same. */
export function isInSample({ fileName, location: { start, end }, mutatorName, replacement }, oneOf) {
  const file = fileName.replaceAll("\\", "/").replace(/^.*\/src\//, "");
  const place = [file, start.line, start.column, end.line, end.column].join(":");
  const digest = createHash("sha256").update([place, mutatorName, replacement].join("\n")).digest();
  return digest.readUInt32BE() % oneOf === 0;
}

/** The share of the tried mutants that a test noticed, and how far that of all of them may be from it, in 95 of 100 cases. */
export function scoreOf(results) {
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const tried = noticed + count("Survived", "NoCoverage");
  const share = noticed / tried;
  return { tried, share, margin: 1.96 * Math.sqrt((share * (1 - share)) / tried) };
}
