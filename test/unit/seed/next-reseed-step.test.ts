import { parseIamUserArn } from "../../../src/domain/iam-user-arn.js";
import type { JournalEntry } from "../../../src/seed/index.js";
import type { JournalFact } from "../../../src/seed/journal-keeper.js";
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
  begun: undefined,
  leftOpen: false,
  patience: true,
  proof: undefined,
  turnedOff: undefined,
  quietOver: undefined,
};
const begun = { replaced: ["K"], seedKeyId: undefined };
const opened = { ...fresh, begun };
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
/** A rotator that made K, and leaves the key before until Wednesday. */
const inGrace = {
  lastRotatedAt: K.createdAt,
  grace: { intervalDays: 5, hour: 0 },
  status: undefined,
  lastError: undefined,
};
const by = { process: "p", run: 1, host: "build-7", at: NOW };
/** An entry of a fresh seed that replaces K. */
const entry = (changes: Partial<JournalEntry> = {}): JournalEntry => ({
  user: USER_ARN,
  work: "reseed",
  before: [],
  asked: [new Date(N.createdAt.getTime() - 1_000)],
  minted: null,
  ours: ["K"],
  by,
  ...changes,
});
const journalOf = (kind: "mine" | "dead" | "finished", changes: Partial<JournalEntry> = {}): JournalFact => ({
  kind,
  entry: entry(changes),
});
/** What stands there while this run has a key in hand. */
const mine = journalOf("mine", { minted: "N", asked: [] });
const dead = journalOf("dead", { minted: "N", asked: [] });
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
      journal: { kind: "none" },
      unused: [],
      now: NOW,
      run: fresh,
      ...facts,
    },
  );
};

describe("before anything is changed", () => {
  test.each<[string, Partial<ReseedFacts>, object]>([
    ["writes down what it is about to do", {}, { do: "begin", toAsk: true }],
    ["asks for a key then", { run: opened }, { do: "createKey" }],
    [
      "waits for a key that a rotation may have made just now",
      { keys: [K, key("R", 10_000)] },
      { do: "await" },
    ],
    ["waits for it also where a clock is behind", { keys: [K, key("R", -60_000)] }, { do: "await" }],
    [
      "lets no clock that is far behind excuse a key",
      { keys: [K, key("X", -600_000)] },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN" },
    ],
    [
      "I8: fails on a key that nobody accounts for",
      { keys: [K, key("X", HOUR)] },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN", seen: expect.stringContaining("nobody accounts for") },
    ],
    [
      "says until when both slots are the gateway's, in a grace",
      {
        keys: [key("AKIAAAAAAAAAAAAAKBFR", 99 * HOUR), K],
        rotators: [inGrace],
      },
      {
        do: "refuse",
        code: "KEY_SLOTS_IN_GRACE",
        seen: expect.stringMatching(/AKIA…KBFR, .* until 2026-03-04 00:00 UTC/),
        advice: expect.stringContaining(
          "delete-access-key --user-name gw --access-key-id AKIAAAAAAAAAAAAAKBFR",
        ),
      },
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
      { do: "begin", toAsk: true },
    ],
    [
      "gives a target without a key one",
      { keys: [], target: { kind: "no-key" } },
      { do: "begin", toAsk: true },
    ],
    ["gives a target whose key is gone a new one", { keys: [] }, { do: "begin", toAsk: true }],
    ["replaces a key that is off", { keys: [off(K)] }, { do: "begin", toAsk: true }],
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
    ["waits until it works", { journal: mine, run: inHand(false, 0) }, { do: "awaitKeyWorks" }],
    ["hands it over", { journal: mine, run: inHand(true, 0) }, { do: "handOver" }],
    [
      "first writes down a key that the gateway has rotated to meanwhile",
      { keys: [key("R", 20_000), N], target: held("R"), journal: mine, run: inHand(true, 0) },
      { do: "noteHeld", keyId: "R" },
    ],
    [
      "hands it over again where that is not confirmed",
      { journal: mine, run: inHand(true, 1) },
      { do: "handOver" },
    ],
    [
      "fails after three times",
      { journal: mine, run: inHand(true, 3) },
      { do: "refuse", code: "SEED_HAND_OVER_UNCLEAR" },
    ],
    [
      "takes it back when the target goes away",
      { target: { kind: "absent" }, journal: mine, run: inHand(true, 0) },
      { do: "deactivate", keyId: "N" },
    ],
    [
      "takes it back after a failure",
      { journal: mine, run: { ...inHand(false, 0), failed: true } },
      { do: "deactivate", keyId: "N" },
    ],
    [
      "I3: takes no key back that the gateway holds",
      { target: held("N"), journal: mine, run: { ...inHand(true, 0), failed: true } },
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
  const after = { target: held("N"), journal: mine, keys: [K, N], run: handedOver };
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
      {
        keys: [N],
        journal: journalOf("mine", { work: null }),
        run: { ...handedOver, proof: proven("inactive") },
      },
      { do: "finish", result: { seedKeyId: "N", adopted: false } },
    ],
    [
      "I8: leaves a key alone that the target did not hold",
      { keys: [key("X", HOUR), N], run: { ...handedOver, proof: proven("gone", undefined) } },
      { do: "close" },
    ],
    [
      "takes back a key of its own that was listed late",
      {
        keys: [key("L", 5_000), N],
        journal: journalOf("mine", { minted: "N" }),
        unused: ["L"],
      },
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
  const went = { ...fresh, begun: { replaced: ["K"], seedKeyId: "N" } };
  test.each<[string, Partial<ReseedFacts>, object]>([
    [
      "takes its entry over, for a key that was never handed over",
      { keys: [K, N], journal: dead },
      { do: "begin", toAsk: false },
    ],
    ["takes that key back", { keys: [K, N], journal: mine, run: opened }, { do: "deactivate", keyId: "N" }],
    [
      "deletes it when it is off",
      { keys: [K, off(N)], journal: mine, run: opened },
      { do: "delete", keyId: "N" },
    ],
    ["begins anew when it is gone", { journal: dead }, { do: "begin", toAsk: true }],
    [
      "leaves one whose id was lost for as long as a rotation may have made it",
      { keys: [K, N], journal: journalOf("dead"), unused: ["N"] },
      { do: "await" },
    ],
    [
      "takes it back then",
      { keys: [K, N], journal: journalOf("mine"), unused: ["N"], run: { ...opened, patience: false } },
      { do: "deactivate", keyId: "N" },
    ],
    [
      "I8: never touches one that was used",
      { keys: [K, N], journal: journalOf("dead"), run: { ...fresh, patience: false } },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN" },
    ],
    [
      "I8: never touches a key that no entry proves",
      { keys: [K, N], journal: { kind: "forbidden", why: "401" }, run: { ...fresh, patience: false } },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN", seen: expect.stringContaining("may not read and write") },
    ],
    [
      "takes its entry over, for one that was handed over",
      { keys: [K, N], journal: dead, target: held("N") },
      { do: "begin", toAsk: false, seedKeyId: "N" },
    ],
    [
      "reads from it what is to be ended, where nobody could tell that it was taken over",
      { keys: [K, N], journal: mine, target: held("N") },
      { do: "begin", toAsk: false, seedKeyId: "N" },
    ],
    [
      "goes on with it",
      { keys: [K, N], journal: mine, target: held("N"), run: went },
      { do: "prove", keyId: "N", ending: "K" },
    ],
    [
      "goes on with the old one off",
      { keys: [off(K), N], journal: mine, target: held("N"), run: went },
      { do: "quiet", keyId: "K" },
    ],
    [
      "goes on also where its owner knows it already",
      { keys: [K, key("S", 5_000)], journal: journalOf("dead", { minted: "S" }), target: held("S") },
      { do: "begin", toAsk: false, seedKeyId: "S" },
    ],
    [
      "finds everything done",
      {
        keys: [N],
        journal: journalOf("finished", { work: null, minted: "N" }),
        target: held("N"),
        run: { ...fresh, proof: { ...proven("gone"), ending: undefined } },
      },
      { do: "finish", result: { seedKeyId: "N", adopted: true } },
    ],
    [
      "asks for another one where the last is known",
      {
        keys: [key("S", HOUR)],
        journal: journalOf("finished", { work: null, minted: "S" }),
        target: held("S"),
      },
      { do: "begin", toAsk: true },
    ],
    [
      "finds that the gateway has rotated since, and leaves the fresh seed to its retirement",
      {
        keys: [N, key("R", 1_000)],
        journal: journalOf("finished", { work: null, minted: "N" }),
        target: held("R"),
        run: { ...fresh, proof: { ...proven("gone"), ending: undefined, keyId: "R" } },
      },
      { do: "finish", result: { seedKeyId: "N", adopted: true } },
    ],
    [
      "goes on with a key that a revival has handed over and not told",
      { keys: [N], journal: journalOf("dead", { work: "revive", minted: "N", ours: [] }), target: held("N") },
      { do: "begin", toAsk: false, seedKeyId: "N" },
    ],
    [
      "leaves a seed to its retirement that a destroy was about to end",
      {
        keys: [key("S", HOUR), K],
        journal: journalOf("dead", { work: "destroy", minted: "S", ours: ["K"] }),
      },
      { do: "refuse", code: "SEED_KEY_SLOTS_TAKEN", seen: expect.stringContaining("the last seed") },
    ],
    ["watches a run that may be at work", { journal: { kind: "watched", entry: entry() } }, { do: "watch" }],
    [
      "fails on one that is",
      { journal: { kind: "at work", entry: entry(), inThisProcess: false } },
      { do: "refuse", code: "SEED_AT_WORK" },
    ],
    [
      "fails on the entry of a stranger",
      { journal: journalOf("finished", { user: `${USER_ARN}2`, work: null }) },
      { do: "refuse", code: "SEED_JOURNAL_OF_ANOTHER" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

describe("for another user", () => {
  const A = key("A", 48 * HOUR);
  const A_ARN = `arn:aws:iam::${ACCOUNT}:user/former`;
  const former = parseIamUserArn(A_ARN) ?? null;
  const base = { keys: [], replaceable: [A], target: held("A") };
  test.each<[string, Partial<ReseedFacts>, object, Partial<ReseedTerms>?]>([
    ["begins with nothing of its own", {}, { do: "begin", toAsk: true }],
    [
      "takes the former user's entry over",
      { journal: journalOf("finished", { user: A_ARN, work: null, minted: "A" }) },
      { do: "begin", toAsk: true },
    ],
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
        journal: mine,
        run: {
          ...handedOver,
          begun: { replaced: ["A"], seedKeyId: undefined },
          proof: proven("active", "A"),
        },
      },
      { do: "turnOff", keyId: "A" },
    ],
    [
      "leaves a key alone that was given by somebody",
      {
        keys: [N],
        replaceable: [],
        target: held("N"),
        journal: mine,
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
      { target: { kind: "unreadable" }, keys: [N], replaceable: [], journal: mine, run: handedOver },
      { do: "close" },
      { previous: null },
    ],
  ])("%s", (_, facts, expected, others = {}) => {
    expect(decide({ ...base, ...facts }, { previous: former, ...others })).toMatchObject(expected);
  });
});
