import { randomUUID } from "node:crypto";
import type { CellStage } from "../cells/cell-stage.js";
import { MACHINE_GRACE_SECONDS } from "../stack/changes.js";
import {
  keyNow,
  providersWrites,
  type ScriptedCell,
  toTheEndWith,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";
import { strangerCell } from "./stranger.js";

const MACHINE = { stack: "machine", foreignKeys: "leave", rotatesByItself: false } as const;

/** The key was rotated once. Gives both keys, the older first. */
async function rotated(stage: CellStage): Promise<readonly [replaced: string, working: string]> {
  await stage.run("before", "apply", { trigger: "1" });
  const replaced = stage.scene.heldKey();
  await stage.run("before", "apply", { trigger: "2" });
  return [replaced, stage.scene.heldKey()];
}

/** What can happen to the keys of a machine user that no call going wrong is the cause of. */
export const machineCells: readonly ScriptedCell[] = [
  {
    ...MACHINE,
    id: "machine-user/in-grace",
    title: "a machine user's key is to be rotated again while the one before is in its grace",
    async play(stage) {
      const keys = await rotated(stage);
      const work = await stage.run("work", "apply", { trigger: "3" });
      const broken = [
        ...unlessRefused(work, "MACHINE_KEY_STILL_NEEDED"),
        ...unlessTold(work, keys[0]),
        ...(/its\s+grace\s+lasts\s+until/.test(work.output) ? [] : ["nothing was said of the end"]),
        ...keys.flatMap((id) => unlessKey(stage, id, "Active")),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called in the grace`),
      ];
      stage.scene.wait(MACHINE_GRACE_SECONDS / 60 + 5);
      await toTheEndWith(stage, { trigger: "3" });
      return broken;
    },
  },
  {
    ...MACHINE,
    id: "machine-user/used-still",
    title: "a program works with a machine user's replaced key when its grace is over",
    async play(stage) {
      const { person, target, userName } = stage.scene;
      await stage.run("before", "apply", { trigger: "1" });
      const kept = await person.readSecret(target);
      await stage.run("before", "apply", { trigger: "2" });
      stage.scene.wait(MACHINE_GRACE_SECONDS / 60 + 5);
      await person.useKey(kept);
      const told = await stage.run("before", "apply", { trigger: "2" });
      const broken = [
        ...unlessTold(told, kept.id),
        ...(/last\s+used\s.{0,60}ago,\s+with\s+sts\s+in\s+us-east-1/s.test(told.output)
          ? []
          : ["where the key was used was not told"]),
        ...unlessKey(stage, kept.id, "Active"),
      ];
      const work = await stage.run("work", "apply", { trigger: "3" });
      broken.push(
        ...unlessRefused(work, "MACHINE_KEY_STILL_NEEDED"),
        ...unlessTold(work, kept.id),
        ...unlessKey(stage, kept.id, "Active"),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      );
      // The program has read the secret again, and a person ends what nothing works with any more.
      if (keyNow(stage, kept.id)) await person.deleteKey(userName, kept.id);
      await toTheEndWith(stage, { trigger: "3" });
      return broken;
    },
  },
  strangerCell({
    ...MACHINE,
    id: "machine-user/stranger",
    title: "a person has made a key of a machine user before its first one",
  }),
  {
    id: "gateway-machine-user/another-writer",
    title: "another writer is faster with the version that a machine user's next key would go into",
    stack: "gateway-machine",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { person, systems, target } = stage.scene;
      const theirs = JSON.stringify({ theirs: randomUUID() });
      await stage.run("before", "apply", { trigger: "1" });
      const replaced = stage.scene.heldKey();
      let struck = false;
      systems.strike = ({ operation, subject }) => {
        if (struck || operation !== "update-secret-val" || subject !== target) return undefined;
        struck = true;
        return {
          before: () => person.overwriteSecret(target, theirs),
          forward: true,
          reply: "the answer",
        };
      };
      const work = await stage.run("work", "apply", { trigger: "2" });
      systems.strike = () => undefined;
      const broken = [
        ...unlessRefused(work, "MACHINE_VERSION_TAKEN"),
        ...((await person.secretOf(target))?.value === theirs ? [] : ["what the other has written is gone"]),
        ...unlessKey(stage, replaced, "Active"),
        ...(struck ? [] : ["nothing was written"]),
      ];
      await toTheEndWith(stage, { trigger: "2" });
      return broken;
    },
  },
];
