import { replies } from "../proxy/replies.js";
import {
  againToTheEnd,
  providersWrites,
  type ScriptedCell,
  unlessKey,
  unlessRefused,
} from "./scripted-cell.js";

const COPY = "/elsewhere/copy-of-aws";
const LISTS = ["target-list", "list-items"];

/** Who else works with the seed, of which the gateway alone can tell. */
export const holderCells: readonly ScriptedCell[] = [
  ...(["leave", "delete"] as const).map(
    (foreignKeys): ScriptedCell => ({
      id: `person/seed-held-twice-${foreignKeys}`,
      title: `a person gives the seed to another target before the retirement; the gateway ${foreignKeys}s what it did not make`,
      foreignKeys,
      rotatesByItself: false,
      async play(stage) {
        const { person, target, heldKey } = stage.scene;
        await stage.run("before", "apply", { retirement: false });
        const seed = heldKey();
        await person.copyTarget(target, COPY);
        const work = await stage.run("work", "apply", {});
        const broken = [
          ...unlessRefused(work, "RETIRE_KEY_SHARED"),
          ...(work.output.includes(COPY) ? [] : [`nothing was said of ${COPY}`]),
          ...unlessKey(stage, seed, "Active"),
          ...providersWrites(stage, "work").map((operation) => `I8 ${operation} was called`),
          ...(heldKey() === seed ? [] : ["I8 the target works with another key"]),
        ];
        await person.deleteTarget(COPY);
        await againToTheEnd(stage);
        return broken;
      },
    }),
  ),
  {
    id: "person/seed-held-twice-late",
    title: "a person gives the seed to another target right before it is turned off",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { systems, scene } = stage;
      const { person, target } = scene;
      await stage.run("before", "apply", { retirement: false });
      const seed = scene.heldKey();
      let copied = false;
      systems.strike = (call) => {
        if (copied || call.actor !== "provider" || call.operation !== "gateway-rotate-secret")
          return undefined;
        copied = true;
        return { before: () => person.copyTarget(target, COPY), forward: true, reply: "the answer" };
      };
      const work = await stage.run("work", "apply", {});
      systems.strike = () => undefined;
      const broken = [
        ...(copied ? [] : ["the gateway was never asked to rotate"]),
        ...unlessRefused(work, "RETIRE_KEY_SHARED"),
        ...unlessKey(stage, seed, "Active"),
      ];
      await person.deleteTarget(COPY);
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    id: "person/leftover-held-elsewhere",
    title: "the seed was given to another target, its own target and what Terraform knew of it are gone",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { person, target, heldKey } = stage.scene;
      await stage.run("before", "apply", { retirement: false });
      const seed = heldKey();
      await person.copyTarget(target, COPY);
      await person.deleteTarget(target);
      await stage.folder.run("before", ["state", "rm", "latchkey_target_aws.seeded"]);
      const work = await stage.run("work", "apply", {});
      const broken = [
        ...unlessRefused(work, "RETIRE_KEY_SHARED"),
        ...(work.output.includes(COPY) ? [] : [`nothing was said of ${COPY}`]),
        ...unlessKey(stage, seed, "Active"),
        ...providersWrites(stage, "work").map((operation) => `I8 ${operation} was called`),
      ];
      await person.deleteTarget(COPY);
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    id: "person/holders-not-listed",
    title: "the caller may not list what else could work with the seed",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { systems } = stage;
      systems.strike = (call) =>
        call.actor === "provider" && LISTS.includes(call.operation)
          ? { forward: false, reply: replies.refused(call) }
          : undefined;
      const work = await stage.run("work", "apply", {});
      const told = /Warning:.*who else works with/.test(work.output.replace(/\s+/g, " "));
      systems.strike = () => undefined;
      await againToTheEnd(stage);
      return [
        ...(work.exitCode === 0 ? [] : ["the apply failed"]),
        ...(told ? [] : ["what could not be looked at was not told"]),
      ];
    },
  },
];
