import type { Call } from "../calls/call.js";
import { isIamWrite, type Row } from "../cells/row.js";
import { replies } from "../proxy/replies.js";
import type { FakeReply, Strike } from "../proxy/strike.js";
import type { Means } from "./means.js";

/** A way in which things go wrong at a call. */
export interface FaultKind {
  readonly name: string;
  readonly title: string;
  /** Whether every further call of the name in the same run is struck, too. */
  readonly lasting: boolean;
  /** Whether the product's waits are the ones that it has by default; else they are cut to a second. */
  readonly fullWaits: boolean;
  /** Whether a key made by a person is part of it. */
  readonly foreignKey: boolean;
  suits(row: Row): boolean;
  strike(call: Call, means: Means): Strike;
}

const answer = (reply: (call: Call) => FakeReply, forward: boolean) => (call: Call) => ({
  forward,
  reply: reply(call),
});
const any = () => true;
const writes = ({ write }: Row) => write;
/** The gateway waits for AWS without a limit of its own. */
const byProvider = ({ write, actor }: Row) => write && actor === "provider";

function kind(
  name: string,
  title: string,
  strike: FaultKind["strike"],
  more: Partial<FaultKind> = {},
): FaultKind {
  return {
    name,
    title,
    lasting: false,
    fullWaits: false,
    foreignKey: false,
    suits: writes,
    strike,
    ...more,
  };
}

/** Every way, in the order of the table. */
export const faultKinds: readonly FaultKind[] = [
  kind("refused", "refused before it happens", answer(replies.refused, false), { lasting: true, suits: any }),
  kind("lost", "done, but the reply is lost", () => ({ forward: true, reply: "the end" })),
  kind(
    "killed",
    "provider killed -9 right after",
    ({ actor }, { folder }) => ({
      forward: true,
      after: () => folder.killProviders(),
      reply: actor === "gateway" ? "the answer" : "the end",
    }),
    { suits: any },
  ),
  kind("429-hint", "429 with a hint when to come again", answer(replies.tooManyWithHint, false)),
  kind("429", "429 without a hint", answer(replies.tooMany, false)),
  kind("500", "500, not done, for the whole run", answer(replies.broken, false), {
    lasting: true,
    suits: any,
  }),
  kind("500-done", "500, although it was done", answer(replies.broken, true)),
  kind("timeout", "timeout, not done", () => ({ forward: false, reply: "nothing" }), { suits: byProvider }),
  kind("timeout-done", "timeout, although it was done", () => ({ forward: true, reply: "nothing" }), {
    suits: byProvider,
  }),
  kind("reset", "connection reset, not done", () => ({ forward: false, reply: "a reset" })),
  kind("terraform-killed", "Terraform killed -9 right after", (_, { folder }) => ({
    forward: true,
    after: () => folder.killTerraform(),
    reply: "the answer",
  })),
  kind("interrupted", "Ctrl-C right after", (_, { folder }) => ({
    forward: true,
    after: () => folder.interrupt(),
    reply: "the answer",
  })),
  kind(
    "rotates",
    "the gateway rotates by itself at this moment",
    (_, { scene }) => ({
      before: () => scene.person.rotate(scene.rotator),
      forward: true,
      reply: "the answer",
    }),
    { suits: (row) => byProvider(row) && row.rotatable },
  ),
  kind(
    "slow",
    "changes of keys take 60 s to spread, from here on",
    (_, { scene }) => ({
      before: () => scene.systems.setPropagation({ delayMs: 60_000, flapping: false }),
      forward: true,
      reply: "the answer",
    }),
    { fullWaits: true, suits: isIamWrite },
  ),
  kind(
    "flapping",
    "changes of keys are seen now and not then for 20 s, from here on",
    (_, { scene }) => ({
      before: () => scene.systems.setPropagation({ delayMs: 20_000, flapping: true }),
      forward: true,
      reply: "the answer",
    }),
    { fullWaits: true, suits: isIamWrite },
  ),
  kind(
    "quota",
    "a person has made the keys that the quota allows",
    (_, { makeForeignKey, scene }) => ({
      before: async () => {
        while ((await scene.person.keyIds(scene.userName)).length < 2) await makeForeignKey();
      },
      forward: true,
      reply: "the answer",
    }),
    { foreignKey: true, suits: ({ operation, write }) => write && operation === "CreateAccessKey" },
  ),
];

export function faultKind(name: string): FaultKind {
  const found = faultKinds.find((one) => one.name === name);
  if (!found) throw new Error(`there is no fault ${name}`);
  return found;
}
