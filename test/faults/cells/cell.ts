import { faultKind, faultKinds } from "../nemesis/fault-kind.js";
import type { Phase } from "../stories/story.js";
import { type Row, rowText } from "./row.js";

/** One cell of the matrix: a fault of this kind at this call of this work. */
export interface MatrixCell {
  /** `create/provider.CreateAccessKey/killed`; enough to play it again. */
  readonly id: string;
  readonly phase: Phase;
  readonly row: Row;
  readonly kind: string;
}

/** The kinds that a phase is tried with, where it is not all of them: its calls are those of other phases, too. */
const FEWER: { readonly [P in Phase]?: readonly string[] } = {
  replace: ["refused", "lost", "killed", "500-done", "terraform-killed"],
  lost: ["refused", "lost", "killed", "500-done", "terraform-killed"],
  undo: ["refused", "lost", "500", "timeout-done", "interrupted"],
};
/** Phases whose reads are rows, too; the reads of the others are the same. */
const WITH_READS: readonly Phase[] = ["create", "retire", "update", "revive", "destroy"];

/** The cells of a row: one for each kind of fault that suits it. */
export function cellsOf(row: Row): MatrixCell[] {
  const { phase } = row;
  if (!row.write && !WITH_READS.includes(phase)) return [];
  return faultKinds
    .filter(({ name, suits }) => suits(row) && (FEWER[phase]?.includes(name) ?? true))
    .map(({ name: kind }) => ({ id: `${phase}/${rowText(row)}/${kind}`, phase, row, kind }));
}

/** The phase that an id begins with, and whether its kind exists. */
export function phaseOfId(id: string): string {
  const [phase = "", , kind = ""] = id.split("/");
  faultKind(kind);
  return phase;
}
