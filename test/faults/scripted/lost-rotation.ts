import { nameOf } from "../calls/call.js";
import { againToTheEnd, type ScriptedCell } from "./scripted-cell.js";

const BAD_GATEWAY = {
  status: 502,
  headers: { "content-type": "text/html" },
  body: "<html><h1>502 Bad Gateway</h1></html>",
};

/** Plays an apply in which the first so many requests for a rotation are answered by a proxy and never arrive. */
function cell(
  name: string,
  title: string,
  lost: number,
  judge: (apply: string, exitCode: number | null) => string[],
) {
  return {
    id: `person/rotation-request-lost-${name}`,
    title,
    foreignKeys: "leave",
    rotatesByItself: false,
    async play(stage) {
      let requests = 0;
      stage.systems.strike = (call) => {
        if (nameOf(call) !== "provider.gateway-rotate-secret.rotator" && requests === 0) return undefined;
        if (call.operation !== "gateway-rotate-secret") return undefined;
        requests += 1;
        return requests <= lost ? { forward: false, reply: BAD_GATEWAY } : undefined;
      };
      const { exitCode, output } = await stage.run("work", "apply", {});
      stage.systems.strike = () => undefined;
      await againToTheEnd(stage);
      return [
        ...(requests === 2 ? [] : [`the rotation was asked for ${requests} times`]),
        ...judge(output.replace(/[│╷╵\s]+/g, " "), exitCode),
      ];
    },
  } satisfies ScriptedCell;
}

/** A request for a rotation that a proxy answers with 502 in the gateway's place. */
export const lostRotationCells: readonly ScriptedCell[] = [
  cell("once", "the first request for the rotation never arrives", 1, (_, exitCode) =>
    exitCode === 0 ? [] : ["the apply should have asked once more, and failed"],
  ),
  cell("twice", "no request for the rotation arrives", 2, (output, exitCode) => [
    ...(exitCode === 0 ? ["the apply should have failed"] : []),
    ...(output.includes("[SEED_ROTATION_UNSEEN]") ? [] : ["it should have been SEED_ROTATION_UNSEEN"]),
    ...(output.includes("502") ? [] : ["nothing was said of the 502"]),
    ...(/the user's policy must let/.test(output) ? ["the policy was blamed"] : []),
  ]),
];
