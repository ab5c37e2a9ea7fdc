import { nameOf } from "../calls/call.js";
import { ownStack } from "../stack/own-stack.js";
import { againToTheEnd, type ScriptedCell, toTheEnd } from "./scripted-cell.js";

/** Runs that meet another run, or that lose their target or their provider. */
export const cutShortCells: readonly ScriptedCell[] = [
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
];
