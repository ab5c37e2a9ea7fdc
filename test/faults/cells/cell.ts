import { faultKinds } from "../nemesis/fault-kind.js";
import type { Phase } from "../stories/story.js";
import { type Row, rowText } from "./row.js";

/** One cell of the matrix: a fault of this kind at this call of this work. */
export interface MatrixCell {
  /** `create/provider.CreateAccessKey/killed`; enough to play it again. */
  readonly id: string;
  readonly phase: Phase;
  readonly row: Pick<Row, "name" | "occurrence">;
  readonly kind: string;
}

/** The kinds that a phase is tried with, where it is not all of them: its calls are those of other phases, too. */
const FEWER: { readonly [P in Phase]?: readonly string[] } = {
  rename: ["refused", "lost", "killed", "500", "500-done", "terraform-killed"],
  reseed: ["refused", "lost", "killed", "500-done", "terraform-killed"],
  user: ["refused", "lost", "killed", "500-done", "terraform-killed"],
  unseed: ["refused", "lost", "killed", "500-done", "terraform-killed", "rotates"],
  seed: ["refused", "lost", "killed", "500-done", "terraform-killed"],
  import: ["refused", "lost", "killed", "terraform-killed"],
  replace: ["refused", "lost", "killed", "500-done", "terraform-killed"],
  lost: ["refused", "lost", "killed", "500-done", "terraform-killed"],
  "machine-rotate": ["refused", "lost", "killed", "500-done", "terraform-killed"],
  "machine-end": ["refused", "lost", "killed", "500-done", "terraform-killed"],
  "machine-destroy": ["refused", "lost", "killed", "500-done", "terraform-killed"],
  "gateway-machine-rotate": ["refused", "lost", "killed", "500-done", "terraform-killed"],
  "gateway-machine-end": ["refused", "lost", "killed", "500-done", "terraform-killed"],
  "gateway-machine-destroy": ["refused", "lost", "killed", "500-done", "terraform-killed"],
  "rotation-function-first": ["refused", "lost", "killed", "500-done"],
  "rotation-function": ["refused", "lost", "killed", "500", "500-done", "slow"],
  "rotation-function-end": ["refused", "lost", "killed", "500-done"],
  undo: ["refused", "lost", "500", "timeout-done", "interrupted"],
};

/** Phases that cost too much for every cell, with those that they are tried with: each kind at least once. */
const CHOSEN: { readonly [P in Phase]?: readonly (readonly [row: string, kind: string])[] } = {
  quickstart: [
    ["provider.UpdateAccessKey.Inactive", "refused"],
    ["provider.CreateAccessKey", "lost"],
    ["provider.CreateAccessKey", "killed"],
    ["provider.target-create-aws.aws", "killed"],
    ["provider.gateway-rotate-secret.aws-rotator", "killed"],
    ["provider.rotated-secret-create-aws.aws-rotator", "429-hint"],
    ["provider.CreateAccessKey", "429"],
    ["provider.dynamic-secret-create-aws.aws-admin", "500"],
    ["provider.target-create-aws.aws", "500-done"],
    ["provider.create-secret.db-password", "timeout"],
    ["provider.target-create-aws.aws", "timeout-done"],
    ["provider.DeleteAccessKey", "reset"],
    ["provider.DeleteAccessKey", "terraform-killed"],
    ["provider.CreateAccessKey", "interrupted"],
    ["provider.UpdateAccessKey.Inactive", "rotates"],
    ["provider.CreateAccessKey", "slow"],
    ["gateway.CreateAccessKey", "flapping"],
    ["gateway.CreateAccessKey", "quota"],
  ],
  unhurried: [["provider.CreateAccessKey", "slow"]],
  moto: [
    ["provider.CreateAccessKey", "refused"],
    ["provider.CreateAccessKey", "lost"],
    ["provider.CreateAccessKey", "killed"],
    ["provider.target-create-aws.seeded", "killed"],
    ["provider.gateway-rotate-secret.rotator", "killed"],
    ["gateway.CreateAccessKey", "500-done"],
    ["provider.UpdateAccessKey.Inactive", "lost"],
    ["provider.DeleteAccessKey", "terraform-killed"],
    ["provider.DeleteAccessKey", "500"],
  ],
};

/** Phases whose reads are rows, too, unless an earlier one has them. */
const WITH_READS: readonly Phase[] = [
  "create",
  "retire",
  "update",
  "revive",
  "destroy",
  "machine",
  "gateway-machine",
  "rotation-function",
];

/** The cells of all rows, given phase by phase in the order of the stories. */
export function cellsOf(rows: readonly Row[]): MatrixCell[] {
  const readsSeen = new Set<string>();
  return rows.flatMap((row) => {
    const { phase, name, occurrence, write } = row;
    if (!write && (!WITH_READS.includes(phase) || readsSeen.has(name))) return [];
    if (!write) readsSeen.add(name);
    const chosen = CHOSEN[phase];
    const kinds = faultKinds.filter(({ name: kind, suits }) =>
      chosen
        ? chosen.some(([text, one]) => text === rowText(row) && one === kind)
        : suits(row) && (FEWER[phase]?.includes(kind) ?? true),
    );
    return kinds.map(({ name: kind }) => cell(phase, { name, occurrence }, kind));
  });
}

/** The chosen cells of a phase that its rows do not have (any more). */
export function missingOf(phase: Phase, cells: readonly MatrixCell[]): string[] {
  return (CHOSEN[phase] ?? [])
    .map(([row, kind]) => `${phase}/${row}/${kind}`)
    .filter((id) => !cells.some((one) => one.id === id));
}

/** The cell that an id names; undefined if it is not of that form. Whether there is such a call shows in playing it. */
export function cellNamed(id: string): MatrixCell | undefined {
  const [phase, row = "", kind = "", ...more] = id.split("/");
  const [name = "", occurrence = "1"] = row.split("~");
  if (!phase || !name || more.length > 0 || !faultKinds.some((one) => one.name === kind)) return undefined;
  return cell(phase as Phase, { name, occurrence: Number(occurrence) }, kind);
}

function cell(phase: Phase, row: MatrixCell["row"], kind: string): MatrixCell {
  return { id: `${phase}/${rowText(row)}/${kind}`, phase, row, kind };
}
