import { masked } from "../../../src/domain/masked.js";
import type { CellStage } from "../cells/cell-stage.js";
import type { Changes } from "../stack/changes.js";
import type { TerraformRun } from "../terraform/terraform-folder.js";
import type { KeySeen } from "../world/history.js";

/** A cell with a story of its own, in which no call goes wrong, but a person or another run does something. */
export interface ScriptedCell {
  /** `person/two-stacks`; enough to play it again. */
  readonly id: string;
  readonly title: string;
  readonly foreignKeys: "delete" | "leave";
  readonly rotatesByItself: boolean;
  /** What it is played with. Default: a target. */
  readonly stack?: "machine" | "gateway-machine" | "rotation-function";
  /** Plays everything up to the end; what broke that only this story can tell. */
  play(stage: CellStage): Promise<readonly string[]>;
}

/** Once more, and the end of everything. */
export async function toTheEnd(stage: CellStage): Promise<void> {
  await stage.run("once more", "apply", {});
  await stage.run("end", "destroy", {});
  await stage.clearUp();
}

/** The work again and what it is good for, once more, and the end of everything. */
export async function againToTheEnd(stage: CellStage): Promise<void> {
  await stage.run("again", "apply", {});
  await stage.useIt();
  await toTheEnd(stage);
}

/** The same with another configuration than the first. */
export async function toTheEndWith(stage: CellStage, changes: Changes): Promise<void> {
  await stage.run("again", "apply", changes);
  await stage.useIt();
  await stage.run("once more", "apply", changes);
  await stage.run("end", "destroy", changes);
  await stage.clearUp();
}

/** The key as IAM has it. */
export function keyNow({ systems }: CellStage, id: string): KeySeen | undefined {
  return systems.standing().keys.find((key) => key.id === id);
}

/** What is wrong unless a run was refused with this code. */
export function unlessRefused({ exitCode, output }: TerraformRun, code: string): string[] {
  if (exitCode === 0) return [`the apply should have been refused with ${code}, and went through`];
  return output.includes(`[${code}]`) ? [] : [`the apply should have been refused with ${code}`];
}

/** What is wrong unless a run has told of this key. */
export function unlessTold({ output }: TerraformRun, keyId: string): string[] {
  return output.includes(masked(keyId)) ? [] : [`nothing was said of ${masked(keyId)}`];
}

/** What is wrong unless the key is as it should be. */
export function unlessKey(stage: CellStage, id: string, status: "Active" | "Inactive"): string[] {
  const now = keyNow(stage, id)?.status ?? "gone";
  return now === status ? [] : [`${masked(id)} should be ${status}, and is ${now}`];
}

/** The calls of the provider that changed something in a part. */
export function providersWrites({ systems }: CellStage, part: string): string[] {
  return systems.history
    .all()
    .filter((entry) => entry.part === part && entry.call.actor === "provider" && systems.isWrite(entry))
    .map(({ call }) => call.operation);
}
