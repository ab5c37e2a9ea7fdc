import type { CellStage } from "../cells/cell-stage.js";
import type { Changes } from "../stack/changes.js";
import { againToTheEnd, type ScriptedCell, unlessKey, unlessRefused, unlessTold } from "./scripted-cell.js";

/** What happens before, and the command that is then run with a key of the gateway's own user. */
interface OwnKeyStory {
  readonly name: string;
  readonly title: string;
  before?(stage: CellStage): Promise<unknown>;
  readonly command: "apply" | "destroy";
  readonly changes?: Changes;
}

const STORIES: readonly OwnKeyStory[] = [
  { name: "create", title: "everything is to be made", command: "apply" },
  {
    name: "retire",
    title: "a retirement is added",
    before: (stage) => stage.run("before", "apply", { retirement: false }),
    command: "apply",
  },
  {
    name: "update",
    title: "everything is to be changed",
    before: (stage) => stage.run("before", "apply", {}),
    command: "apply",
    changes: { updated: true },
  },
  {
    name: "revive",
    title: "the target has lost its key, and is to get a new seed",
    before: async (stage) => {
      const { person, userName, heldKey, wait } = stage.scene;
      await stage.run("before", "apply", {});
      wait(60);
      await person.deleteKey(userName, heldKey());
    },
    command: "apply",
  },
  {
    name: "destroy",
    title: "everything is to be destroyed",
    before: (stage) => stage.run("before", "apply", {}),
    command: "destroy",
  },
];

/** Run with a key of the user whose keys would end: refused before anything that has to do with them is touched. */
export const ownKeyCells: readonly ScriptedCell[] = STORIES.map(
  ({ name, title, before, command, changes = {} }): ScriptedCell => ({
    id: `person/own-key-${name}`,
    title: `${title}, run with a key of the gateway's own user`,
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      await before?.(stage);
      const held = stage.systems.standing().held[stage.scene.target];
      const own = await stage.runAsUser();
      const work = await stage.run("work", command, changes);
      const broken = [
        ...unlessRefused(work, "SEED_CALLER_IS_USER"),
        ...unlessTold(work, own),
        ...unlessKey(stage, own, "Active"),
        ...touched(stage, command).map((what) => `I8 ${what} was called`),
        ...(stage.systems.standing().held[stage.scene.target] === held
          ? []
          : ["I3 the target's key is another"]),
      ];
      stage.runAsDeployer();
      await stage.takeForeignKeysAway();
      await againToTheEnd(stage);
      return broken;
    },
  }),
);

/**
 * What the work did to the keys, the target and what depends on it; a destroy has no business with anything at all.
 * The other objects of an apply are made beside it.
 */
function touched({ systems, scene }: CellStage, command: "apply" | "destroy"): string[] {
  return systems.history
    .all()
    .filter((entry) => entry.part === "work" && entry.call.actor === "provider" && systems.isWrite(entry))
    .filter(({ call }) => call.operation !== "auth")
    .filter(({ call }) => command === "destroy" || call.system !== "gateway" || call.subject === scene.target)
    .map(({ call }) => `${call.operation} ${call.subject}`);
}
