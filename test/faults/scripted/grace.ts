import type { CellStage } from "../cells/cell-stage.js";
import { runLatchkey } from "../terraform/run-latchkey.js";
import { judgeRotation } from "./rotate-now.js";
import {
  providersWrites,
  type ScriptedCell,
  toTheEndWith,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";

const DAY_SECONDS = 86_400;
/** Every thirty days, with a grace of ten. */
const GRACED = { graced: true } as const;

/** Lets days go by for both systems. Processes keep their time: Terraform and its providers would not trust each other. */
const days = ({ systems }: CellStage, count: number) => systems.advance(count * DAY_SECONDS);

/** Everything is there, and the gateway has rotated by itself, with grace. Gives the keys, the older first. */
async function inGrace(stage: CellStage): Promise<readonly [before: string, working: string]> {
  await stage.run("before", "apply", GRACED);
  const before = stage.scene.heldKey();
  await days(stage, 31);
  const working = stage.scene.heldKey();
  if (working === before) throw new Error("the gateway did not rotate");
  return [before, working];
}

const both = (stage: CellStage, keys: readonly string[]) =>
  keys.flatMap((id) => unlessKey(stage, id, "Active"));

/** What can happen in the grace of a rotation, in which the gateway has two keys. */
export const graceCells: readonly ScriptedCell[] = [
  ...(["leave", "delete"] as const).map(
    (foreignKeys): ScriptedCell => ({
      id: `grace/first-rotation-${foreignKeys}`,
      title: `the first rotation has grace, and the seed is retired within it; the gateway ${foreignKeys}s what it did not make`,
      foreignKeys,
      rotatesByItself: false,
      async play(stage) {
        await stage.run("work", "apply", GRACED);
        await days(stage, 1);
        await toTheEndWith(stage, GRACED);
        return [];
      },
    }),
  ),
  {
    id: "grace/settled",
    title: "the gateway has rotated by itself, with grace: both keys work, and nothing is to be done",
    foreignKeys: "leave",
    rotatesByItself: true,
    async play(stage) {
      const keys = await inGrace(stage);
      await stage.run("work", "apply", GRACED);
      const broken = [
        ...both(stage, keys),
        ...providersWrites(stage, "work").map((operation) => `I5 ${operation} was called in the grace`),
      ];
      await toTheEndWith(stage, GRACED);
      return broken;
    },
  },
  {
    id: "grace/over",
    title: "the grace is over, and the key before is gone",
    foreignKeys: "leave",
    rotatesByItself: true,
    async play(stage) {
      const [before, working] = await inGrace(stage);
      await days(stage, 11);
      await stage.run("work", "apply", GRACED);
      const left = stage.systems.standing().keys.some(({ id }) => id === before);
      const broken = [
        ...(left ? ["the key before is there still"] : []),
        ...unlessKey(stage, working, "Active"),
        ...providersWrites(stage, "work").map((operation) => `I5 ${operation} was called after the grace`),
      ];
      await toTheEndWith(stage, GRACED);
      return broken;
    },
  },
  {
    id: "grace/fresh-seed",
    title:
      "a fresh seed is asked for in a grace, in which there is no room for it, and once more when it is over",
    foreignKeys: "leave",
    rotatesByItself: true,
    async play(stage) {
      const keys = await inGrace(stage);
      const fresh = { ...GRACED, freshSeed: true };
      const work = await stage.run("work", "apply", fresh);
      const broken = [
        ...unlessRefused(work, "KEY_SLOTS_IN_GRACE"),
        ...unlessTold(work, keys[0]),
        ...(/the end of its\s+grace/.test(work.output) ? [] : ["nothing was said of the end"]),
        ...both(stage, keys),
      ];
      await days(stage, 11);
      await toTheEndWith(stage, fresh);
      return broken;
    },
  },
  {
    id: "grace/stranger",
    title: "a person has put a key of their own in the place of the one before, in a grace",
    foreignKeys: "leave",
    rotatesByItself: true,
    async play(stage) {
      const { person, userName } = stage.scene;
      const [before] = await inGrace(stage);
      await person.deleteKey(userName, before);
      // By the dates alone a key of the same minute could be the rotation's.
      await days(stage, 1);
      const extra = await stage.means.makeForeignKey();
      stage.scene.wait(10);
      const work = await stage.run("work", "apply", GRACED);
      const broken = [
        ...unlessRefused(work, "SEED_UNKNOWN_KEY"),
        ...unlessTold(work, extra),
        ...unlessKey(stage, extra, "Active"),
      ];
      await stage.takeForeignKeysAway();
      await toTheEndWith(stage, GRACED);
      return broken;
    },
  },
  {
    id: "grace/rotate-now",
    title: "a rotation on request in a grace asks for nothing, until it may end the grace",
    foreignKeys: "leave",
    rotatesByItself: true,
    async play(stage) {
      const { systems, scene } = stage;
      const [before, working] = await inGrace(stage);
      systems.history.part = "work";
      const refused = await runLatchkey(stage.folder, ["rotate", scene.rotator]).ended;
      const broken = [
        ...judgeRotation(stage, working, refused, {
          exitCode: 1,
          says: "[KEY_SLOTS_IN_GRACE]",
          asked: 0,
          rotated: false,
        }),
        ...both(stage, [before, working]),
      ];
      const forced = await runLatchkey(stage.folder, ["rotate", scene.rotator, "--end-grace"]).ended;
      broken.push(
        ...judgeRotation(stage, working, forced, {
          exitCode: 0,
          says: "was rotated",
          asked: 1,
          rotated: true,
        }),
        ...both(stage, [working, scene.heldKey()]),
      );
      await stage.run("work", "apply", GRACED);
      await toTheEndWith(stage, GRACED);
      return broken;
    },
  },
];
