import { countsOf } from "../checker/once.js";
import { type CellRecord, type Counts, PARTS } from "../checker/record.js";
import { faultKind } from "../nemesis/fault-kind.js";
import { Nemesis } from "../nemesis/nemesis.js";
import type { ScriptedCell } from "../scripted/scripted-cell.js";
import type { Changes } from "../stack/changes.js";
import { functionStack } from "../stack/function-stack.js";
import { machineStack } from "../stack/machine-stack.js";
import { ownStack } from "../stack/own-stack.js";
import { quickstartStack } from "../stack/quickstart-stack.js";
import type { Stack } from "../stack/stack.js";
import { FULL_WAITS, SHORT_WAITS } from "../stack/waits.js";
import type { Story } from "../stories/story.js";
import type { Entry } from "../world/history.js";
import { CellStage, type Workshop } from "./cell-stage.js";
import { printedImports } from "./printed-imports.js";
import type { Row } from "./row.js";
import { rowsOf } from "./rows.js";

/** What a story does without a fault, and which rows follow from it. */
export interface Healthy {
  readonly counts: Counts;
  readonly rows: readonly Row[];
  readonly record: CellRecord;
}

/** Plays a story without a fault. */
export async function playHealthy(story: Story, workshop: Workshop): Promise<Healthy> {
  const stage = await CellStage.open(`healthy-${story.phase}`, workshop, stackOf(story, workshop), {
    ...settingOf(story),
    waits: SHORT_WAITS,
  });
  try {
    await prelude(stage, story);
    const { work } = story;
    await stage.run("work", work.command, work.changes, work.args);
    await aftermath(stage, story);
    const record = await stage.record({ healthy: undefined, strikes: undefined, rotatesByItself: false });
    const { systems, scene } = stage;
    const isWrite = (entry: Entry) => systems.isWrite(entry);
    const chain = [scene.target, scene.rotator];
    const rows = rowsOf(story.phase, systems.history.all(), "work", isWrite, chain);
    return { counts: countsOf(record, ["work", "again"]), rows, record };
  } finally {
    await stage.close();
  }
}

/** Plays a story with one fault in its work. */
export async function playStruck(
  name: string,
  story: Story,
  row: Pick<Row, "name" | "occurrence">,
  kindName: string,
  healthy: Counts,
  workshop: Workshop,
): Promise<{ readonly stage: CellStage; readonly record: CellRecord }> {
  const kind = faultKind(kindName);
  const stage = await CellStage.open(name, workshop, stackOf(story, workshop), {
    ...settingOf(story),
    waits: kind.fullWaits ? FULL_WAITS : SHORT_WAITS,
  });
  try {
    await prelude(stage, story);
    const { systems } = stage;
    const nemesis = new Nemesis(row, kind, stage.means);
    systems.strike = (call) => (systems.history.part === "work" ? nemesis.strike(call) : undefined);
    await stage.run("work", story.work.command, story.work.changes, story.work.args);
    systems.strike = () => undefined;
    if (story.aws === "sandbox") systems.setPropagation({ delayMs: 0, flapping: false });
    await stage.takeForeignKeysAway();
    await aftermath(stage, story);
    const record = await stage.record({
      healthy,
      strikes: nemesis.strikes,
      rotatesByItself: kindName === "rotates",
    });
    return { stage, record };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** Plays a cell with a story of its own. */
export async function playScripted(
  { id, foreignKeys, rotatesByItself, stack, play }: ScriptedCell,
  workshop: Workshop,
): Promise<{
  readonly stage: CellStage;
  readonly record: CellRecord;
  readonly broken: readonly string[];
}> {
  const setting = stack ? stackOf({ stack, realTime: false }, workshop) : ownStack();
  const endsIn = stack ? "a machine's key" : "a working target";
  const options = { aws: "sandbox", foreignKeys, waits: SHORT_WAITS, endsIn } as const;
  const stage = await CellStage.open(id, workshop, setting, options);
  try {
    const broken = await play(stage);
    const record = await stage.record({ healthy: undefined, strikes: undefined, rotatesByItself });
    return { stage, record, broken };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

async function prelude(stage: CellStage, story: Story): Promise<void> {
  for (const changes of [story.before ?? []].flat()) await stage.run("before", "apply", changes);
  stage.systems.history.part = PARTS[1];
  await story.person?.(stage.scene);
}

/** The work again, what it is good for, once more, and the end of everything. */
async function aftermath(stage: CellStage, story: Story): Promise<void> {
  const { command, changes } = story.again ?? story.work;
  await again(stage, command, changes);
  if (command === "apply") await stage.useIt();
  await stage.run("once more", command, changes);
  if (command === "apply") await stage.run("end", "destroy", changes);
  await stage.clearUp();
}

/** The repetition; where a killed run has left finished objects in no state, a person pastes what it prints for them. */
async function again(stage: CellStage, command: "apply" | "destroy", changes: Changes): Promise<void> {
  const run = await stage.run("again", command, changes);
  const imports = stage.processKilled ? printedImports(run, stage.systems.history.all()) : [];
  if (imports.length > 0) await stage.runOnceMore("again", command, { ...changes, imports });
}

function settingOf({ aws, foreignKeys, again, work, ...story }: Story) {
  return { aws, foreignKeys, endsIn: endOf(story, again ?? work) };
}

function endOf(
  { stack }: Pick<Story, "stack">,
  { command, changes }: NonNullable<Story["again"]>,
): CellRecord["endsIn"] {
  if (command === "destroy") return "nothing";
  if (["machine", "gateway-machine", "rotation-function"].includes(stack)) return "a machine's key";
  return changes.source === "gateway" ? "a target without a key" : "a working target";
}

function stackOf(
  { stack, realTime }: Pick<Story, "stack" | "realTime">,
  { work, awsProvider }: Workshop,
): Stack {
  if (stack === "own") return ownStack("cell", realTime ? 1 : undefined);
  if (stack === "machine") return machineStack();
  if (stack === "gateway-machine") return machineStack("gateway");
  if (stack === "rotation-function") return functionStack();
  if (!awsProvider) throw new Error("the quick start needs the AWS provider");
  return quickstartStack(work, awsProvider);
}
