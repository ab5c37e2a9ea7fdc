import { catalog } from "../../../src/errors/catalog.js";
import type { Invariant } from "./invariant.js";
import type { CellRecord } from "./record.js";

/** What Terraform itself says when a process of it died, or it was told to stop. */
const TERRAFORMS_OWN = [
  /Plugin did not respond/,
  /The plugin encountered an error/,
  /Request cancelled/,
  /execution halted/i,
  /Operation canceled/,
  /Plugin error/,
  /transport is closing|connection refused|broken pipe|error reading from server|EOF/,
];
const DEFECT =
  /PROVIDER_DEFECT|Provider produced (inconsistent|invalid)|panic:|RESULT_UNFIT|CHECKPOINT_UNFIT/;

/** Every error is one of the catalogue's, which says what to do; none is a defect's. */
export const plainSpeech: Invariant = {
  name: "words",
  title: "every error says what to do",
  broken: (record) => record.runs.flatMap((run) => flaws(record, run.part, run.output)),
};

function flaws({ processKilled }: CellRecord, part: string, output: string): string[] {
  // An error begins after an empty line; Terraform's breaking of lines may bring these words to the start of another.
  const errors = output
    .split(/(?<=^|\n[ ╷│╵]*\n)[ ╷│]*(?=Error: )/)
    .filter((text) => text.startsWith("Error: "))
    .map((text) => text.replace(/^[\s│╵]+/gm, ""));
  return errors.flatMap((text) => {
    const head = text.split("\n")[0] ?? "";
    if (DEFECT.test(text)) return [`${part}: ${head}`];
    const [, code = ""] = /\[([A-Z][A-Z0-9_]+)\]/.exec(text) ?? [];
    if (code in catalog) return [];
    return processKilled && TERRAFORMS_OWN.some((words) => words.test(text)) ? [] : [`${part}: ${head}`];
  });
}
