import { foreignKeys } from "./foreign-keys.js";
import { noSecretWritten } from "./i1-no-secret-written.js";
import { oneWorkingKey } from "./i2-one-working-key.js";
import { neverWithoutAKey } from "./i3-never-without-a-key.js";
import { rerunSuffices } from "./i4-rerun-suffices.js";
import { noChange } from "./i5-no-change.js";
import { nothingLeft } from "./i6-nothing-left.js";
import { ownKeysOnly } from "./i7-own-keys-only.js";
import type { Invariant } from "./invariant.js";
import { once } from "./once.js";
import { plainSpeech } from "./plain-speech.js";
import type { CellRecord } from "./record.js";
import { soundness } from "./soundness.js";

/** Everything that a cell is held to, in the order of the table. */
export const invariants: readonly Invariant[] = [
  noSecretWritten,
  oneWorkingKey,
  neverWithoutAKey,
  rerunSuffices,
  noChange,
  nothingLeft,
  ownKeysOnly,
  once,
  foreignKeys,
  plainSpeech,
  soundness,
];

/** One promise that a cell has broken, and how. */
export interface Breach {
  readonly invariant: string;
  readonly what: string;
}

/** Judges a cell by its record; nothing for a cell that keeps every promise. */
export function judge(record: CellRecord): Breach[] {
  return invariants.flatMap(({ name, broken }) => broken(record).map((what) => ({ invariant: name, what })));
}
