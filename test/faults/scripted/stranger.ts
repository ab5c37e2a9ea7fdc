import {
  providersWrites,
  type ScriptedCell,
  toTheEndWith,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";

/** I8, whoever keeps the key of a machine user: a person's key is there before the first one, and is left alone. */
export function strangerCell(cell: Omit<ScriptedCell, "play">): ScriptedCell {
  return {
    ...cell,
    async play(stage) {
      const extra = await stage.means.makeForeignKey();
      const work = await stage.run("work", "apply", { trigger: "1" });
      const broken = [
        ...unlessRefused(work, "SEED_KEY_NOT_OURS"),
        ...unlessTold(work, extra),
        ...unlessKey(stage, extra, "Active"),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      await stage.takeForeignKeysAway();
      await toTheEndWith(stage, { trigger: "1" });
      return broken;
    },
  };
}
