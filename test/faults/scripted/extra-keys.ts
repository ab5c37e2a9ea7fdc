import {
  againToTheEnd,
  providersWrites,
  type ScriptedCell,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";

/** Keys that a person makes for the user of a target. */
export const extraKeyCells: readonly ScriptedCell[] = [
  {
    id: "person/extra-key-before-retirement",
    title: "a person makes a key between hand-over and retirement",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      await stage.run("before", "apply", { retirement: false });
      const extra = await stage.means.makeForeignKey();
      const work = await stage.run("work", "apply", {});
      const broken = [
        ...unlessRefused(work, "SEED_UNKNOWN_KEY"),
        ...unlessTold(work, extra),
        ...unlessKey(stage, extra, "Active"),
        ...unlessKey(stage, stage.scene.heldKey(), "Active"),
      ];
      await stage.takeForeignKeysAway();
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    id: "person/extra-key-afterwards",
    title: "a person makes a key when everything is done",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      await stage.run("before", "apply", {});
      const extra = await stage.means.makeForeignKey();
      stage.scene.wait(10);
      const work = await stage.run("work", "apply", {});
      const broken = [
        ...unlessRefused(work, "SEED_UNKNOWN_KEY"),
        ...unlessTold(work, extra),
        ...unlessKey(stage, extra, "Active"),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      await stage.takeForeignKeysAway();
      await againToTheEnd(stage);
      return broken;
    },
  },
];
