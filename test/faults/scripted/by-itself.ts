import { nameOf } from "../calls/call.js";
import { realWait } from "../time/pace.js";
import { againToTheEnd, providersWrites, type ScriptedCell } from "./scripted-cell.js";

const DAY_SECONDS = 86_400;

/** Waits until something is so, for at most ten real seconds. */
async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < 10_000 && !isSo(); waited += 20) await realWait(20);
}

/** What the gateway rotates by itself while Terraform works, or in between. */
export const rotationsByItself: readonly ScriptedCell[] = [
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
];
