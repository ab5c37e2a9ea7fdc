import { nameOf } from "../calls/call.js";
import type { CellStage } from "../cells/cell-stage.js";
import { replies } from "../proxy/replies.js";
import type { Strike } from "../proxy/strike.js";
import { type LatchkeyRun, type RunningLatchkey, runLatchkey } from "../terraform/run-latchkey.js";
import { againToTheEnd, type ScriptedCell } from "./scripted-cell.js";

const REQUEST = "provider.gateway-rotate-secret.rotator";

/** What strikes a rotation on request, and what the command has to say of it. */
interface Blow {
  readonly name: string;
  readonly title: string;
  /** Which call is struck, by its name. Default: the request. */
  readonly call?: string;
  strike(running: () => RunningLatchkey | undefined): Strike;
  /** Null for a process that was killed. */
  readonly exitCode: number | null;
  /** What stands in its output: a code, or `was rotated`. */
  readonly says: string;
  /** How often the gateway was asked, and how often it has rotated. */
  readonly asked: number;
  readonly rotated: boolean;
}

const REQUEST_LOST = { exitCode: 0, says: "was rotated", asked: 1, rotated: true } as const;
const NOT_KNOWN = { exitCode: 1, says: "[ROTATION_UNCONFIRMED]", asked: 1, rotated: false } as const;
const REFUSED = { exitCode: 1, says: "[", asked: 1, rotated: false } as const;

const BLOWS: readonly Blow[] = [
  {
    name: "refused",
    title: "the request is refused",
    strike: () => ({ forward: false, reply: replies.gateway(403, "Forbidden. not permitted") }),
    ...REFUSED,
    says: "[GATEWAY_PERMISSION_DENIED]",
  },
  {
    name: "lost",
    title: "it is done, and the reply is lost",
    strike: () => ({ forward: true, reply: "the end" }),
    ...REQUEST_LOST,
  },
  {
    name: "500-done",
    title: "it is done, and a 500 is answered",
    strike: () => ({ forward: true, reply: replies.gateway(500, "internal server error") }),
    ...REQUEST_LOST,
  },
  {
    name: "timeout-done",
    title: "it is done, and nothing is answered",
    strike: () => ({ forward: true, reply: "nothing" }),
    ...REQUEST_LOST,
  },
  {
    name: "500",
    title: "it is not done, and a 500 is answered",
    strike: () => ({ forward: false, reply: replies.gateway(500, "internal server error") }),
    ...NOT_KNOWN,
  },
  {
    name: "reset",
    title: "it is not done, and the connection is reset",
    strike: () => ({ forward: false, reply: "a reset" }),
    ...NOT_KNOWN,
  },
  {
    name: "timeout",
    title: "it is not done, and nothing is answered",
    strike: () => ({ forward: false, reply: "nothing" }),
    ...NOT_KNOWN,
  },
  {
    name: "429-hint",
    title: "it is refused once because of too many requests",
    strike: () => ({
      forward: false,
      reply: replies.gateway(429, "Too Many Requests. will be released in 2s"),
    }),
    exitCode: 0,
    says: "was rotated",
    asked: 2,
    rotated: true,
  },
  {
    name: "killed",
    title: "the command is killed right after the request",
    strike: (running) => ({ forward: true, after: () => running()?.kill("SIGKILL"), reply: "the end" }),
    exitCode: null,
    says: "",
    asked: 1,
    rotated: true,
  },
  {
    name: "interrupted",
    title: "Ctrl-C right after the request, which is not done",
    strike: (running) => ({ forward: false, after: () => running()?.kill("SIGINT"), reply: "nothing" }),
    exitCode: 130,
    says: "asked for once",
    asked: 1,
    rotated: false,
  },
  {
    name: "key-refused",
    title: "AWS refuses the gateway its new key",
    call: "gateway.CreateAccessKey",
    strike: () => ({
      forward: false,
      reply: replies.refused({
        ...{ actor: "gateway", system: "iam", operation: "CreateAccessKey", subject: "" },
        ...{ userName: "", keyId: "", signedBy: "" },
      }),
    }),
    ...REFUSED,
  },
  {
    name: "key-lost",
    title: "the gateway's new key is made, and AWS's answer is lost",
    call: "gateway.CreateAccessKey",
    strike: () => ({ forward: true, reply: "the end" }),
    ...REFUSED,
  },
];

/** What is wrong with what a run has said, asked for and left. */
export function judgeRotation(
  stage: CellStage,
  before: string,
  { exitCode, output }: LatchkeyRun,
  expected: Pick<Blow, "exitCode" | "says" | "asked" | "rotated">,
): string[] {
  const asked = stage.systems.history
    .all()
    .filter(({ call, part }) => part === "work" && nameOf(call) === REQUEST).length;
  const rotated = stage.scene.heldKey() !== before;
  const said = output.replace(/\s+/g, " ").trim();
  return [
    ...(exitCode === expected.exitCode ? [] : [`the command ended with ${exitCode}: ${said}`]),
    ...(output.includes(expected.says) ? [] : [`"${expected.says}" was not said: ${said}`]),
    ...(asked === expected.asked ? [] : [`the gateway was asked ${asked} times, not ${expected.asked}`]),
    ...(rotated === expected.rotated ? [] : [`the gateway has${rotated ? "" : " not"} rotated`]),
  ];
}

function cell(blow: Blow): ScriptedCell {
  return {
    id: `rotate-now/${blow.name}`,
    title: `a rotation on request: ${blow.title}`,
    foreignKeys: "leave",
    rotatesByItself: true,
    async play(stage) {
      const { systems, scene } = stage;
      await stage.run("before", "apply", {});
      const before = scene.heldKey();
      let struck = false;
      let running: RunningLatchkey | undefined;
      systems.strike = (call) => {
        if (struck || nameOf(call) !== (blow.call ?? REQUEST)) return undefined;
        struck = true;
        return blow.strike(() => running);
      };
      systems.history.part = "work";
      running = runLatchkey(stage.folder, ["rotate", scene.rotator]);
      const run = await running.ended;
      systems.strike = () => undefined;
      const broken = judgeRotation(stage, before, run, blow);
      await stage.run("work", "apply", {});
      await againToTheEnd(stage);
      return [...(struck ? [] : ["nothing was struck"]), ...broken];
    },
  };
}

/** A rotation that a person asks for by the command, and what can come in between. */
export const rotateNowCells: readonly ScriptedCell[] = BLOWS.map(cell);
