import { renameSync } from "node:fs";
import { join } from "node:path";
import {
  againToTheEnd,
  providersWrites,
  type ScriptedCell,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";

/** I8: keys that this product did not provably make, and two runs that make one for the same target. */
export const keysOfOthers: readonly ScriptedCell[] = [
  ...([1, 2] as const).map(
    (count): ScriptedCell => ({
      id: `person/${count === 1 ? "extra-key" : "two-keys"}-before-create`,
      title: `${count === 1 ? "a key" : "two keys"} of a person's, in use, before the target`,
      foreignKeys: "leave",
      rotatesByItself: false,
      async play(stage) {
        const extra: string[] = [];
        for (let made = 0; made < count; made++) extra.push(await stage.means.makeForeignKey());
        const work = await stage.run("work", "apply", {});
        const broken = [
          ...unlessRefused(work, "SEED_KEY_NOT_OURS"),
          ...extra.flatMap((id) => [...unlessTold(work, id), ...unlessKey(stage, id, "Active")]),
          // It is refused as it is planned, so that nothing of the whole configuration is begun.
          ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
        ];
        await stage.takeForeignKeysAway();
        await againToTheEnd(stage);
        return broken;
      },
    }),
  ),
  {
    id: "person/keys-of-a-lost-target",
    title: "the target of a retired seed is deleted by a person, and its working key is left",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { person, userName, target, heldKey } = stage.scene;
      await stage.run("before", "apply", {});
      const working = heldKey();
      await person.deleteTarget(target);
      const work = await stage.run("work", "apply", {});
      const broken = [
        ...unlessRefused(work, "SEED_KEY_NOT_OURS"),
        ...unlessTold(work, working),
        ...unlessKey(stage, working, "Active"),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      await person.deleteKey(userName, working);
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    id: "person/two-runs-one-target",
    title: "two applies of one configuration at once, each with a state of its own",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const path = (name: string) => join(stage.folder.path, name);
      const args = ["-target=latchkey_target_aws.seeded"];
      const [one, other] = await Promise.all([
        stage.run("work", "apply", {}, args),
        stage.run("work", "apply", {}, [...args, "-state=other.tfstate"]),
      ]);
      const winners = [one, other].filter(({ exitCode }) => exitCode === 0);
      const loser = one.exitCode === 0 ? other : one;
      const says = ["SEED_AT_WORK", "SEED_TARGET_EXISTS"].some((code) => loser.output.includes(`[${code}]`));
      const held = stage.scene.heldKey();
      const broken = [
        ...(winners.length === 1 ? [] : [`${winners.length} of the two went through`]),
        ...(says ? [] : ["the other should have said that somebody else made the target"]),
        ...unlessKey(stage, held, "Active"),
      ];
      if (other.exitCode === 0) renameSync(path("other.tfstate"), path("terraform.tfstate"));
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    id: "person/extra-key-before-destroy",
    title: "a person makes a key, and everything is destroyed",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      await stage.run("before", "apply", {});
      const extra = await stage.means.makeForeignKey();
      const working = stage.scene.heldKey();
      const destroy = await stage.run("work", "destroy", {});
      const broken = [
        ...unlessRefused(destroy, "SEED_KEY_NOT_OURS"),
        ...unlessTold(destroy, extra),
        ...unlessKey(stage, extra, "Active"),
        ...unlessKey(stage, working, "Active"),
      ];
      await stage.takeForeignKeysAway();
      await againToTheEnd(stage);
      return broken;
    },
  },
];
