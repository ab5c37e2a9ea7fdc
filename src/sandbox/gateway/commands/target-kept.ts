import type { Command, CommandCall } from "../command.js";
import { kindSettingsOf } from "../kinds/settings.js";
import { TARGET_KINDS, type TargetKind } from "../kinds/target-kinds.js";
import { targetLock } from "../locks.js";
import { newest } from "../records/target.js";
import { invalidRequest } from "../refusal.js";
import { newTarget, updateTargetFields } from "./target-fields.js";

function create(call: CommandCall, kind: TargetKind): { target_id: number } {
  const made = newTarget(call, () => kindSettingsOf(kind.fields, call));
  const target = call.world.store.targets.add({ kind: "kept", of: kind, ...made });
  return { target_id: target.id };
}

function update(call: CommandCall, kind: TargetKind): unknown {
  const target = call.target("update");
  if (target.kind !== "kept" || target.of !== kind)
    throw invalidRequest(`target ${target.name} is of another type`);
  const details = kindSettingsOf(kind.fields, call);
  return call.world.locks.run(targetLock(target.id), async () =>
    updateTargetFields(call, target, newest(target.versions), details),
  );
}

/** The commands of a kind; the older names differ in the status of success only. */
function commandsOf(kind: TargetKind): Command[] {
  const making = (name: string, success: number): Command => ({
    names: [name],
    write: true,
    success,
    run: (call) => create(call, kind),
  });
  const changing = (name: string, success: number): Command => ({
    names: [name],
    write: true,
    success,
    run: (call) => update(call, kind),
  });
  return [
    making(`target-create-${kind.word}`, 201),
    making(`create-${kind.word}-target`, 200),
    changing(`target-update-${kind.word}`, 201),
    changing(`update-${kind.word}-target`, 200),
  ];
}

export const keptTargetCommands: readonly Command[] = TARGET_KINDS.flatMap(commandsOf);
