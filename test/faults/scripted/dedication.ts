import { againToTheEnd, providersWrites, type ScriptedCell, unlessRefused } from "./scripted-cell.js";

/** What a person does to the tag by which a user is dedicated to a target. */
export const dedicationCells: readonly ScriptedCell[] = [
  {
    id: "person/tag-taken-away",
    title: "the user loses its dedication before the retirement",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { person, userName, target } = stage.scene;
      await stage.run("before", "apply", { retirement: false });
      await person.dedicate(userName, null);
      const work = await stage.run("work", "apply", {});
      const broken = [
        ...unlessRefused(work, "SEED_USER_NOT_DEDICATED"),
        ...providersWrites(stage, "work").map((operation) => `I7 ${operation} was called`),
      ];
      await person.dedicate(userName, target);
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    id: "person/tag-of-another",
    title: "the user is dedicated to another target",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { person, userName, target } = stage.scene;
      await person.dedicate(userName, "/elsewhere/aws");
      const work = await stage.run("work", "apply", {});
      const keys = ["CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "target-create-aws"];
      const touched = stage.systems.history
        .all()
        .filter(({ call, part }) => part === "work" && keys.includes(call.operation))
        .filter(({ call }) => call.system === "iam" || call.subject === target);
      await person.dedicate(userName, target);
      await againToTheEnd(stage);
      return [
        ...unlessRefused(work, "SEED_USER_NOT_DEDICATED"),
        ...touched.map(({ call }) => `I7 ${call.operation} was called`),
      ];
    },
  },
];
