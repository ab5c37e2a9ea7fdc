import {
  nextReseedStep,
  type ReseedFacts,
  type ReseedMemory,
  type ReseedTerms,
} from "../../../src/seed/next-reseed-step.js";
import { ACCOUNT, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject } from "../../support/seed/world.js";

const NOW = new Date("2026-03-01T10:00:00Z");
const HOUR = 3_600_000;
/** A key of this age. */
const key = (id: string, ageMs: number, status = "Active") => ({
  id,
  status,
  createdAt: new Date(NOW.getTime() - ageMs),
});
const K = key("K", 48 * HOUR);
const N = key("N", 5_000);
const off = (one: ReturnType<typeof key>) => ({ ...one, status: "Inactive" });
const held = (keyId: string) => ({ kind: "key", keyId }) as const;
const dedication = {
  deployerAccount: ACCOUNT,
  user: { arn: USER_ARN, tags: { "latchkey:target": subject.target } },
};
const fresh: ReseedMemory = {
  inHand: undefined,
  attempts: 0,
  failed: false,
  acknowledged: false,
  userWaits: 0,
  opened: false,
  closed: false,
  patience: true,
  proof: undefined,
  turnedOff: undefined,
  quietOver: undefined,
};
const opened = { ...fresh, opened: true };
const inHand = (works: boolean, offers: number): ReseedMemory => ({
  ...opened,
  attempts: 1,
  inHand: { id: "N", works, offers },
});
const handedOver: ReseedMemory = { ...inHand(true, 1), acknowledged: true };
const proven = (was: "active" | "inactive" | "gone", ending: string | undefined = "K") => ({
  keyId: "N",
  ending,
  was,
});
const replacing = { replaced: ["K"], minted: undefined };
const minted = { replaced: ["K"], minted: "N" };
const terms: ReseedTerms = { subject, previous: subject.user, seedKeyId: "S" };

const decide = (facts: Partial<ReseedFacts>, others: Partial<ReseedTerms> = {}) => {
  const keys = facts.keys ?? [K];
  return nextReseedStep(
    { ...terms, ...others },
    {
      dedication,
      target: held("K"),
      keys,
      replaceable: keys,
      ours: [],
      underWay: undefined,
      now: NOW,
      run: fresh,
      ...facts,
    },
  );
};

describe("before anything is changed", () => {
  test.each<[string, Partial<ReseedFacts>, object]>([
    ["writes down what it is about to do", {}, { do: "open" }],
    ["asks for a key then", { run: opened }, { do: "createKey" }],
    [
      "waits for a key that a rotation may have made just now",
      { keys: [K, key("R", 10_000)] },
      { do: "await" },
    ],
    ["waits for it also where its own clock is behind", { keys: [K, key("R", -600_000)] }, { do: "await" }],
    [
      "I8: fails on a key that nobody accounts for",
      { keys: [K, key("X", HOUR)] },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN", seen: expect.stringContaining("nobody accounts for") },
    ],
    [
      "I8: and on a young one once there was time for a rotation",
      { keys: [K, key("X", 10_000)], run: { ...fresh, patience: false } },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN" },
    ],
    [
      "fails on a seed that was not retired, and says so",
      { keys: [key("S", HOUR), K] },
      {
        do: "refuse",
        code: "SEED_KEY_SLOTS_TAKEN",
        seen: expect.stringContaining("the last seed"),
        advice: expect.stringContaining("latchkey retire"),
      },
    ],
    [
      "replaces a seed that the target still works with",
      { keys: [key("S", HOUR)], target: held("S") },
      { do: "open" },
    ],
    ["gives a target without a key one", { keys: [], target: { kind: "no-key" } }, { do: "open" }],
    ["gives a target whose key is gone a new one", { keys: [] }, { do: "open" }],
    ["replaces a key that is off", { keys: [off(K)] }, { do: "open" }],
    [
      "fails without the target",
      { target: { kind: "absent" } },
      { do: "refuse", code: "SEED_TARGET_MISSING" },
    ],
    [
      "fails where it may not read which key is replaced",
      { target: { kind: "unreadable" } },
      { do: "refuse", code: "SEED_HELD_KEY_UNREADABLE" },
    ],
    [
      "I7: fails on a user without the tag",
      { dedication: { ...dedication, user: { arn: USER_ARN, tags: {} } } },
      { do: "refuse", code: "SEED_USER_NOT_DEDICATED" },
    ],
    [
      "waits for a user that IAM does not show yet",
      { dedication: { ...dedication, user: undefined } },
      { do: "awaitUser" },
    ],
    [
      "fails after three requests without a key",
      { run: { ...opened, attempts: 3 } },
      { do: "refuse", code: "SEED_MINT_UNCLEAR" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

describe("with a key in hand", () => {
  const keys = [K, N];
  test.each<[string, Partial<ReseedFacts>, object]>([
    ["waits until it works", { underWay: minted, run: inHand(false, 0) }, { do: "awaitKeyWorks" }],
    ["hands it over", { underWay: minted, run: inHand(true, 0) }, { do: "handOver" }],
    [
      "first writes down a key that the gateway has rotated to meanwhile",
      { keys: [key("R", 20_000), N], target: held("R"), underWay: minted, run: inHand(true, 0) },
      { do: "noteHeld", keyId: "R" },
    ],
    [
      "hands it over again where that is not confirmed",
      { underWay: minted, run: inHand(true, 1) },
      { do: "handOver" },
    ],
    [
      "fails after three times",
      { underWay: minted, run: inHand(true, 3) },
      { do: "refuse", code: "SEED_HAND_OVER_UNCLEAR" },
    ],
    [
      "takes it back when the target goes away",
      { target: { kind: "absent" }, underWay: minted, run: inHand(true, 0) },
      { do: "deactivate", keyId: "N" },
    ],
    [
      "takes it back after a failure",
      { underWay: minted, run: { ...inHand(false, 0), failed: true } },
      { do: "deactivate", keyId: "N" },
    ],
    [
      "I3: takes no key back that the gateway holds",
      { target: held("N"), underWay: minted, run: { ...inHand(true, 0), failed: true } },
      { do: "prove", keyId: "N", ending: "K" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide({ keys, ...facts })).toMatchObject(expected);
  });

  test("gives up with nothing in hand", () => {
    expect(decide({ run: { ...opened, failed: true } })).toEqual({ do: "giveUp" });
  });
});

describe("once it is handed over", () => {
  const after = { target: held("N"), underWay: minted, keys: [K, N], run: handedOver };
  const withOff = { ...after, keys: [off(K), N] };
  test.each<[string, Partial<ReseedFacts>, object]>([
    ["proves it beside the old one", {}, { do: "prove", keyId: "N", ending: "K" }],
    [
      "turns the old one off",
      { run: { ...handedOver, proof: proven("active") } },
      { do: "turnOff", keyId: "K" },
    ],
    ["waits", { ...withOff, run: { ...handedOver, proof: proven("active") } }, { do: "quiet", keyId: "K" }],
    [
      "proves it without the old one",
      { ...withOff, run: { ...handedOver, proof: proven("active"), quietOver: "K" } },
      { do: "prove", keyId: "N", ending: "K" },
    ],
    [
      "ends the old one",
      { ...withOff, run: { ...handedOver, proof: proven("inactive"), quietOver: "K" } },
      { do: "end", keyId: "K" },
    ],
    [
      "proves it where there is nothing to end",
      { keys: [N] },
      { do: "prove", keyId: "N", ending: undefined },
    ],
    [
      "writes down that it is done",
      { keys: [N], run: { ...handedOver, proof: proven("gone", undefined) } },
      { do: "close" },
    ],
    [
      "is done",
      { keys: [N], run: { ...handedOver, closed: true, proof: proven("inactive") } },
      { do: "finish", result: { seedKeyId: "N", adopted: false } },
    ],
    [
      "I8: leaves a key alone that the target did not hold",
      { keys: [key("X", HOUR), N], run: { ...handedOver, proof: proven("gone", undefined) } },
      { do: "close" },
    ],
    [
      "takes back a key of its own that was listed late",
      { keys: [key("L", 6_000), N], ours: ["L", "N"] },
      { do: "deactivate", keyId: "L" },
    ],
    [
      "turns the old one on again before it stops",
      { ...withOff, target: { kind: "unreadable" }, run: { ...handedOver, turnedOff: "K" } },
      { do: "turnOn", keyId: "K" },
    ],
    [
      "I3: proves the key that the gateway has rotated to since",
      { keys: [key("R", 1_000), N], target: held("R") },
      { do: "prove", keyId: "R", ending: undefined },
    ],
    [
      "hands it over again where another took its place",
      { keys: [K, N], target: held("K") },
      { do: "handOver" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide({ ...after, ...facts })).toMatchObject(expected);
  });
});

describe("I4: after a run that ended half-way", () => {
  test.each<[string, Partial<ReseedFacts>, object]>([
    [
      "takes back a key that was never handed over",
      { keys: [K, N], ours: ["N"], underWay: minted },
      { do: "deactivate", keyId: "N" },
    ],
    [
      "deletes it when it is off",
      { keys: [K, off(N)], ours: ["N"], underWay: minted },
      { do: "delete", keyId: "N" },
    ],
    ["begins anew when it is gone", { underWay: minted }, { do: "open" }],
    [
      "leaves one whose id was lost for as long as a rotation may have made it",
      { keys: [K, N], ours: ["N"], underWay: replacing },
      { do: "await" },
    ],
    [
      "takes it back then",
      { keys: [K, N], ours: ["N"], underWay: replacing, run: { ...fresh, patience: false } },
      { do: "deactivate", keyId: "N" },
    ],
    [
      "I8: never touches a key that the journal does not prove",
      { keys: [K, N], underWay: replacing, run: { ...fresh, patience: false } },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN" },
    ],
    [
      "goes on with one that was handed over",
      { keys: [K, N], ours: ["N"], underWay: minted, target: held("N") },
      { do: "prove", keyId: "N", ending: "K" },
    ],
    [
      "goes on with the old one off",
      { keys: [off(K), N], ours: ["N"], underWay: minted, target: held("N") },
      { do: "quiet", keyId: "K" },
    ],
    [
      "finds everything done",
      {
        keys: [N],
        ours: ["N"],
        underWay: minted,
        target: held("N"),
        run: { ...fresh, closed: true, proof: proven("gone", undefined) },
      },
      { do: "finish", result: { seedKeyId: "N", adopted: true } },
    ],
    [
      "finds that the gateway has rotated since, and leaves the fresh seed to its retirement",
      {
        keys: [N, key("R", 1_000)],
        ours: ["N"],
        underWay: minted,
        target: held("R"),
        run: { ...fresh, closed: true, proof: { ...proven("gone", undefined), keyId: "R" } },
      },
      { do: "finish", result: { seedKeyId: "N", adopted: true } },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

describe("for another user", () => {
  const A = key("A", 48 * HOUR);
  const base = { keys: [], replaceable: [A], target: held("A") };
  test.each<[string, Partial<ReseedFacts>, object, Partial<ReseedTerms>?]>([
    ["opens with nothing of its own", {}, { do: "open" }],
    [
      "fails on a key of the new user",
      { keys: [key("X", HOUR)] },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN" },
    ],
    [
      "ends the key of the former user",
      {
        keys: [N],
        target: held("N"),
        underWay: { replaced: ["A"], minted: "N" },
        run: { ...handedOver, proof: proven("active", "A") },
      },
      { do: "turnOff", keyId: "A" },
    ],
    [
      "leaves a key alone that was given by somebody",
      {
        keys: [N],
        replaceable: [],
        target: held("N"),
        underWay: { replaced: [], minted: "N" },
        run: handedOver,
      },
      { do: "prove", keyId: "N", ending: undefined },
      { previous: null },
    ],
    [
      "hands over blindly where nothing is to be ended",
      { target: { kind: "unreadable" }, replaceable: [], run: opened },
      { do: "createKey" },
      { previous: null },
    ],
    [
      "trusts the gateway's word there",
      { target: { kind: "unreadable" }, keys: [N], replaceable: [], underWay: minted, run: handedOver },
      { do: "close" },
      { previous: null },
    ],
  ])("%s", (_, facts, expected, others = {}) => {
    expect(decide({ ...base, ...facts }, others)).toMatchObject(expected);
  });
});
