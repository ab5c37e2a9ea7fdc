import { nameOf } from "../calls/call.js";
import { replies } from "../proxy/replies.js";
import { ownStack } from "../stack/own-stack.js";
import { realWait } from "../time/pace.js";
import { graceCells } from "./grace.js";
import { holderCells } from "./holders.js";
import { importCells } from "./imports.js";
import { keysOfOthers } from "./keys-of-others.js";
import { lostRotationCells } from "./lost-rotation.js";
import { machineCells } from "./machines.js";
import { ownKeyCells } from "./own-key.js";
import { refusalCells } from "./refusals.js";
import { rotateNowCells } from "./rotate-now.js";
import { rotationFunctionCells } from "./rotation-functions.js";
import {
  againToTheEnd,
  providersWrites,
  type ScriptedCell,
  toTheEnd,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";
import { staticSecretCells } from "./static-secrets.js";
import { webhookCells } from "./webhooks.js";
import { whoseObjectCells } from "./whose-object.js";

const DAY_SECONDS = 86_400;

/** Waits until something is so, for at most ten real seconds. */
async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < 10_000 && !isSo(); waited += 20) await realWait(20);
}

/** What people and the gateway do at the same time. */
export const scriptedCells: readonly ScriptedCell[] = [
  {
    id: "person/two-stacks",
    title: "two applies of two stacks for two targets at once",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const other = await stage.beside("person-two-stacks-other", ownStack("other"));
      await Promise.all([stage.run("work", "apply", {}), other.run("work", "apply", {})]);
      await Promise.all([stage.run("again", "apply", {}), other.run("again", "apply", {})]);
      await stage.useIt();
      await other.useIt();
      await Promise.all([stage.run("once more", "apply", {}), other.run("once more", "apply", {})]);
      await Promise.all([stage.run("end", "destroy", {}), other.run("end", "destroy", {})]);
      await stage.clearUp();
      await other.clearUp();
      const second = await other.verdict({ healthy: undefined, strikes: undefined, rotatesByItself: false });
      return second.map(({ invariant, what }) => `the other stack: ${invariant} ${what}`);
    },
  },
  {
    id: "person/days-go-by",
    title: "the gateway has rotated by itself before the next apply",
    foreignKeys: "leave",
    rotatesByItself: true,
    async play(stage) {
      await stage.run("work", "apply", {});
      const before = stage.scene.heldKey();
      await stage.systems.advance(2 * DAY_SECONDS);
      const rotated = stage.scene.heldKey() !== before;
      await againToTheEnd(stage);
      return [
        ...(rotated ? [] : ["the gateway did not rotate"]),
        ...providersWrites(stage, "again").map(
          (operation) => `I5 ${operation} was called after the rotation`,
        ),
      ];
    },
  },
  ...(["leave", "delete"] as const).map(
    (foreignKeys): ScriptedCell => ({
      id: `person/rotation-under-way-${foreignKeys}`,
      title: `the gateway is rotating by itself when it is asked to; it ${foreignKeys}s what it did not make`,
      foreignKeys,
      rotatesByItself: true,
      async play(stage) {
        const { systems, scene } = stage;
        let own: Promise<void> | undefined;
        systems.strike = (call) => {
          if (nameOf(call) !== "provider.gateway-rotate-secret.rotator" || own) return undefined;
          own = scene.person.rotate(scene.rotator);
          return { forward: true, reply: "the answer" };
        };
        await stage.run("work", "apply", {});
        await own;
        systems.strike = () => undefined;
        await againToTheEnd(stage);
        return own ? [] : ["the gateway was never asked to rotate"];
      },
    }),
  ),
  {
    id: "person/working-key-off",
    title: "the working key is deactivated by a person",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { person, userName, heldKey } = stage.scene;
      await stage.run("before", "apply", {});
      const working = heldKey();
      await person.setKeyStatus(userName, working, "Inactive");
      stage.scene.wait(10);
      const work = await stage.run("work", "apply", {});
      const broken = [
        ...unlessRefused(work, "SEED_HELD_KEY_INACTIVE"),
        ...unlessTold(work, working),
        ...unlessKey(stage, working, "Inactive"),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      await person.setKeyStatus(userName, working, "Active");
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    id: "person/working-key-fails",
    title: "the working key stops working as the seed is turned off",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { systems, scene } = stage;
      let seedIsOff = false;
      systems.strike = (call) => {
        if (nameOf(call) === "provider.UpdateAccessKey.Inactive") seedIsOff = true;
        const working = systems.standing().held[scene.target];
        const isProof = call.system === "sts" && call.signedBy === working;
        return seedIsOff && isProof ? { forward: false, reply: replies.unknownKey() } : undefined;
      };
      const work = await stage.run("work", "apply", {});
      const seed = stage.seedInState() ?? "";
      const broken = [
        ...unlessRefused(work, "SEED_SECOND_PROOF_FAILED"),
        ...unlessKey(stage, seed, "Active"),
        ...unlessKey(stage, scene.heldKey(), "Active"),
      ];
      systems.strike = () => undefined;
      await againToTheEnd(stage);
      return broken;
    },
  },
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
  {
    id: "person/rotation-cleans-up-late",
    title: "the gateway has rotated by itself a moment ago, and has not deleted the old key yet",
    foreignKeys: "delete",
    rotatesByItself: true,
    async play(stage) {
      const { systems, scene } = stage;
      let rotation: Promise<void> | undefined;
      systems.strike = (call) => {
        if (call.actor === "gateway" && call.operation === "DeleteAccessKey" && rotation) {
          return { before: () => realWait(1_500), forward: true, reply: "the answer" };
        }
        if (nameOf(call) !== "provider.GetCallerIdentity.key-2" || rotation) return undefined;
        const before = scene.heldKey();
        rotation = scene.person.rotate(scene.rotator);
        return { before: () => until(() => scene.heldKey() !== before), forward: true, reply: "the answer" };
      };
      const work = await stage.run("work", "apply", {});
      await rotation;
      systems.strike = () => undefined;
      await againToTheEnd(stage);
      return [
        ...(rotation ? [] : ["the gateway did not rotate"]),
        ...(work.exitCode === 0 ? [] : ["the apply should have waited for the gateway, and failed"]),
      ];
    },
  },
  {
    id: "person/target-gone-midway",
    title: "a person deletes the target in the middle of the apply",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { systems, scene } = stage;
      let gone = false;
      systems.strike = (call) => {
        if (gone || nameOf(call) !== "provider.gateway-rotate-secret.rotator") return undefined;
        gone = true;
        return { before: () => scene.person.deleteTarget(scene.target), forward: true, reply: "the answer" };
      };
      await stage.run("work", "apply", {});
      systems.strike = () => undefined;
      await againToTheEnd(stage);
      return gone ? [] : ["the target was never deleted"];
    },
  },
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
  {
    id: "person/interrupted-and-destroyed",
    title: "the provider is killed right after minting, and the next thing is a destroy",
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      const { systems, means } = stage;
      let struck = false;
      systems.strike = (call) => {
        if (struck || nameOf(call) !== "provider.CreateAccessKey") return undefined;
        struck = true;
        return { forward: true, after: () => means.folder.killProviders(), reply: "the end" };
      };
      await stage.run("work", "apply", {});
      systems.strike = () => undefined;
      // Terraform never heard of the target, so that this destroy cannot know of the key: the rule that is stated.
      const destroy = await stage.run("before", "destroy", {});
      await stage.run("again", "apply", {});
      await stage.useIt();
      await toTheEnd(stage);
      return destroy.exitCode === 0 ? [] : ["the destroy failed"];
    },
  },
  ...keysOfOthers,
  ...ownKeyCells,
  ...holderCells,
  ...whoseObjectCells,
  ...importCells,
  ...refusalCells,
  ...lostRotationCells,
  ...webhookCells,
  ...rotateNowCells,
  ...graceCells,
  ...machineCells,
  ...rotationFunctionCells,
  ...staticSecretCells,
];

export function scriptedCell(id: string): ScriptedCell {
  const found = scriptedCells.find((cell) => cell.id === id);
  if (!found) throw new Error(`there is no cell ${id}`);
  return found;
}
