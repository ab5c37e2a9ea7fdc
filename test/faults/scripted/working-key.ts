import { nameOf } from "../calls/call.js";
import { replies } from "../proxy/replies.js";
import {
  againToTheEnd,
  providersWrites,
  type ScriptedCell,
  unlessKey,
  unlessRefused,
  unlessTold,
} from "./scripted-cell.js";

/** What a person, or AWS, does to the key that a target works with. */
export const workingKeyCells: readonly ScriptedCell[] = [
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
];
