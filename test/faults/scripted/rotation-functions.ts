import type { CellStage } from "../cells/cell-stage.js";
import type { RotationRuns } from "../lambda/rotation-runs.js";
import { MACHINE_GRACE_SECONDS } from "../stack/changes.js";
import { wasDone } from "../world/history.js";
import {
  providersWrites,
  type ScriptedCell,
  toTheEndWith,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";
import { strangerCell } from "./stranger.js";

const FUNCTION = { stack: "rotation-function", foreignKeys: "leave", rotatesByItself: false } as const;

function rotationOf({ rotation }: CellStage): RotationRuns {
  if (!rotation) throw new Error("there should be a rotation function");
  return rotation;
}

/** What is wrong unless so many keys were made in this part. */
function unlessMade({ systems }: CellStage, part: string, count: number): string[] {
  const made = systems.history
    .all()
    .filter((entry) => entry.part === part && entry.call.operation === "CreateAccessKey" && wasDone(entry));
  return made.length === count ? [] : [`${made.length} keys were made, and should be ${count}`];
}

/** What can happen to the calls of a rotation function, and to the keys that it keeps. */
export const rotationFunctionCells: readonly ScriptedCell[] = [
  {
    ...FUNCTION,
    id: "rotation-function/twice",
    title: "every step of a rotation comes twice at once, to two processes",
    async play(stage) {
      const rotation = rotationOf(stage);
      await stage.run("before", "apply", { trigger: "1" });
      rotation.play(async (event) => {
        const codes = await Promise.all([rotation.call(event), rotation.call(event)]);
        if (!codes.includes(0)) throw new Error("the step failed twice");
      });
      await stage.run("work", "apply", { trigger: "2" });
      rotation.play((event) => rotation.step(event));
      await toTheEndWith(stage, { trigger: "2" });
      return unlessMade(stage, "work", 1);
    },
  },
  {
    ...FUNCTION,
    id: "rotation-function/late",
    title: "the steps of a rotation come once more when the next rotation is over",
    async play(stage) {
      const rotation = rotationOf(stage);
      const events: unknown[] = [];
      rotation.play((event) => {
        events.push(event);
        return rotation.step(event);
      });
      await stage.run("before", "apply", { trigger: "1" });
      const late = events.splice(0);
      await stage.run("before", "apply", { trigger: "2" });
      stage.systems.history.part = "work";
      const codes: (number | null)[] = [];
      for (const event of late) codes.push(await rotation.call(event));
      const broken = providersWrites(stage, "work").map((operation) => `a late step called ${operation}`);
      await toTheEndWith(stage, { trigger: "2" });
      // A test of what is not pending any more changes nothing, and finds nothing to complain of.
      return codes.join() === "1,1,0,1"
        ? broken
        : [...broken, `the late steps ended with ${codes.join(", ")}`];
    },
  },
  {
    ...FUNCTION,
    id: "rotation-function/look-between",
    title: "the schedule calls before each step of a rotation",
    async play(stage) {
      const rotation = rotationOf(stage);
      await stage.run("before", "apply", { trigger: "1" });
      rotation.play(async (event) => {
        if ((await rotation.call({ source: "aws.events" })) !== 0) throw new Error("the look failed");
        await rotation.step(event);
      });
      const work = await stage.run("work", "apply", { trigger: "2" });
      rotation.play((event) => rotation.step(event));
      await toTheEndWith(stage, { trigger: "2" });
      return [
        ...(work.exitCode === 0 ? [] : ["the rotation failed"]),
        ...unlessMade(stage, "work", 1),
        ...providersWrites(stage, "work")
          .filter((operation) => /^(Update|Delete)AccessKey$/.test(operation))
          .map((operation) => `${operation} was called in the middle of a rotation`),
      ];
    },
  },
  {
    ...FUNCTION,
    id: "rotation-function/in-grace",
    title: "a secret is to be rotated again while the key before is in its grace",
    async play(stage) {
      await stage.run("before", "apply", { trigger: "1" });
      const replaced = stage.scene.heldKey();
      await stage.run("before", "apply", { trigger: "2" });
      const working = stage.scene.heldKey();
      const work = await stage.run("work", "apply", { trigger: "3" });
      const broken = [
        ...unlessRefused(work, "MACHINE_KEY_STILL_NEEDED"),
        ...unlessTold(work, replaced),
        ...[replaced, working].flatMap((id) => unlessKey(stage, id, "Active")),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called in the grace`),
      ];
      stage.scene.wait(MACHINE_GRACE_SECONDS / 60 + 5);
      await toTheEndWith(stage, { trigger: "3" });
      return broken;
    },
  },
  strangerCell({
    ...FUNCTION,
    id: "rotation-function/stranger",
    title: "a person has made a key of the user before the first rotation",
  }),
];
