import { untilInWords } from "../seed/index.js";
import type { Rotated } from "./rotate-now.js";

/** `/prod/rotator was rotated at 2026-03-02 14:00:03 UTC; what was before stays until …`. */
export function rotatedInWords(path: string, { at, shown, grace }: Rotated): string {
  const when = at && shown ? ` at ${at.toISOString().slice(0, 19).replace("T", " ")} UTC` : "";
  const said = shown ? "" : ", as the gateway says; it does not show when";
  return `${path} was rotated${when}${said}${grace ? `; what was before stays ${untilInWords(grace.until)}` : ""}`;
}
