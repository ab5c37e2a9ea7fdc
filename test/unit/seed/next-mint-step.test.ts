import type { AccessKey } from "../../../src/seed/index.js";
import type { JournalFact } from "../../../src/seed/journal-keeper.js";
import { type MintFacts, type MintMemory, nextMintStep } from "../../../src/seed/next-mint-step.js";
import { dead, entryWith, mine } from "../../support/seed/entry.js";
import { ACCOUNT, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject } from "../../support/seed/world.js";

const FORBIDDEN = { kind: "forbidden", why: "the gateway answered 401" } as const;
const at = (seconds: number) => new Date(Date.parse("2026-03-01T10:00:00Z") + seconds * 1000);
const key = (id: string, seconds = 0, status = "Active"): AccessKey => ({
  id,
  status,
  createdAt: at(seconds),
});

const dedicated = { deployerAccount: ACCOUNT, user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } } };
const fresh: MintMemory = {
  inHand: undefined,
  attempts: 0,
  failed: false,
  held: undefined,
  acknowledged: false,
  userWaits: 0,
  leftOpen: false,
};
const withHand = (works: boolean, offers: number): MintMemory => ({
  ...fresh,
  attempts: 1,
  inHand: { id: "OWN", works, offers },
});

function decide(facts: Partial<MintFacts>) {
  return nextMintStep(subject, {
    dedication: dedicated,
    target: { kind: "absent" },
    keys: [],
    journal: mine(),
    unused: [],
    known: [],
    run: fresh,
    ...facts,
  });
}

describe("nextMintStep, while the gateway has no target", () => {
  test.each<[string, Partial<MintFacts>, object]>([
    ["asks for a key", {}, { do: "createKey" }],
    ["makes an entry before it asks for a key", { journal: { kind: "none" } }, { do: "claim", toAsk: true }],
    ["takes over the entry of a run that died", { journal: dead() }, { do: "claim", toAsk: true }],
    [
      "takes over an entry that is finished",
      { journal: { kind: "finished", entry: entryWith({ work: null }) } },
      { do: "claim", toAsk: true },
    ],
    [
      "takes over the entry before it ends what a run that died has left",
      { journal: dead({ minted: "OLD" }), keys: [key("OLD")] },
      { do: "claim", toAsk: false },
    ],
    ["asks without an entry where the caller may not write one", { journal: FORBIDDEN }, { do: "createKey" }],
    [
      "watches a run that may be at work",
      { journal: { kind: "watched", entry: entryWith() }, keys: [key("A")] },
      { do: "watch" },
    ],
    [
      "turns an active leftover off",
      { keys: [key("OLD")], journal: mine({ ours: ["OLD"] }) },
      { do: "deactivate", keyId: "OLD" },
    ],
    [
      "deletes a leftover that is off",
      { keys: [key("OLD", 0, "Inactive")], journal: mine({ ours: ["OLD"] }) },
      { do: "delete", keyId: "OLD" },
    ],
    [
      "deletes an expired leftover",
      { keys: [key("OLD", 0, "Expired")], journal: mine({ minted: "OLD" }) },
      { do: "delete", keyId: "OLD" },
    ],
    [
      "removes both of two leftovers",
      { keys: [key("A"), key("B")], journal: mine({ ours: ["A", "B"] }) },
      { do: "deactivate", keyId: "A" },
    ],
    [
      "ends a key that only a lost reply can have told",
      { keys: [key("LOST", 2)], journal: mine({ asked: [at(0)] }), unused: ["LOST"] },
      { do: "deactivate", keyId: "LOST" },
    ],
    ["waits until its key works", { keys: [key("OWN")], run: withHand(false, 0) }, { do: "awaitKeyWorks" }],
    ["waits although its key is not listed yet", { run: withHand(false, 0) }, { do: "awaitKeyWorks" }],
    [
      "removes what shows up beside its key",
      { keys: [key("OWN"), key("LATE")], run: withHand(true, 0), journal: mine({ ours: ["LATE"] }) },
      { do: "deactivate", keyId: "LATE" },
    ],
    [
      "takes its key back when a stranger's shows up beside it",
      { keys: [key("OWN"), key("STRANGER")], run: withHand(true, 0), journal: mine({ minted: "OWN" }) },
      { do: "takeBack", because: { code: "SEED_KEY_NOT_OURS" } },
    ],
    [
      "leaves a key to the gateway that it may have, whatever shows up beside it",
      { keys: [key("OWN"), key("STRANGER")], run: withHand(true, 1), journal: mine({ minted: "OWN" }) },
      { do: "handOver" },
    ],
    ["hands over a key that works", { keys: [key("OWN")], run: withHand(true, 0) }, { do: "handOver" }],
    [
      "hands over again what did not arrive",
      { keys: [key("OWN")], run: withHand(true, 2) },
      { do: "handOver" },
    ],
    [
      "fails after three hand-overs without a target",
      { keys: [key("OWN")], run: withHand(true, 3) },
      { do: "refuse", code: "SEED_HAND_OVER_UNCLEAR" },
    ],
    [
      "fails after three requests without a key",
      { run: { ...fresh, attempts: 3 } },
      { do: "refuse", code: "SEED_MINT_UNCLEAR" },
    ],
    [
      "takes its key back after a failure",
      { keys: [key("OWN")], run: { ...withHand(false, 0), failed: true } },
      { do: "deactivate", keyId: "OWN" },
    ],
    ["then gives up", { run: { ...fresh, failed: true } }, { do: "giveUp" }],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });
});

describe("I8: nextMintStep refuses, before anything is written,", () => {
  const asked = mine({ asked: [at(0)] });
  test.each<[string, Partial<MintFacts>, string]>([
    ["a key without an entry", { keys: [key("A")], journal: { kind: "none" } }, "SEED_KEY_NOT_OURS"],
    [
      "a key that is off",
      { keys: [key("A", 0, "Inactive")], journal: { kind: "none" } },
      "SEED_KEY_NOT_OURS",
    ],
    [
      "a key beside one of ours",
      { keys: [key("A"), key("B")], journal: dead({ ours: ["A"] }) },
      "SEED_KEY_NOT_OURS",
    ],
    ["a key where nobody may keep entries", { keys: [key("A")], journal: FORBIDDEN }, "SEED_KEY_NOT_OURS"],
    ["a key that was used", { keys: [key("A", 2)], journal: asked, unused: [] }, "SEED_KEY_NOT_OURS"],
    [
      "a key that is older than the request",
      { keys: [key("A", -1)], journal: asked, unused: ["A"] },
      "SEED_KEY_NOT_OURS",
    ],
    [
      "a key that is much younger",
      { keys: [key("A", 61)], journal: asked, unused: ["A"] },
      "SEED_KEY_NOT_OURS",
    ],
    [
      "a key that was there before",
      { keys: [key("A", 2)], journal: mine({ asked: [at(0)], before: ["A"] }), unused: ["A"] },
      "SEED_KEY_NOT_OURS",
    ],
    [
      "two keys of which one request can have made one only",
      { keys: [key("A", 1), key("B", 2)], journal: asked, unused: ["A", "B"] },
      "SEED_KEY_NOT_OURS",
    ],
    [
      "the entry of another user",
      { journal: dead({ user: `${USER_ARN}x`, minted: "A" }), keys: [] },
      "SEED_JOURNAL_OF_ANOTHER",
    ],
    [
      "what is no entry",
      { journal: { kind: "unreadable", why: "it is something else" } },
      "SEED_JOURNAL_UNREADABLE",
    ],
    [
      "another run that is at work",
      { journal: { kind: "at work", entry: entryWith(), inThisProcess: false } },
      "SEED_AT_WORK",
    ],
    [
      "another resource of the same run",
      { journal: { kind: "at work", entry: entryWith(), inThisProcess: true } },
      "SEED_AT_WORK",
    ],
  ])("%s", (_, facts, code) => {
    expect(decide(facts)).toMatchObject({ do: "refuse", code });
  });

  test("and names each way out as a command", () => {
    expect(decide({ keys: [key("AKIAIOSFODNN7EXAMPLE")], journal: { kind: "none" } })).toMatchObject({
      keys: [{ id: "AKIAIOSFODNN7EXAMPLE" }],
      advice: expect.stringMatching(
        /a user of its own.*aws iam update-access-key --user-name gw --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive.*aws iam delete-access-key --user-name gw --access-key-id AKIAIOSFODNN7EXAMPLE/s,
      ),
    });
  });

  test.each(["none", "finished"] as const)("a target that is there, where the entry is %s", (kind) => {
    const journal = kind === "none" ? { kind } : { kind, entry: entryWith({ work: null, minted: "A" }) };
    const target = { kind: "key", keyId: "A" } as const;
    expect(decide({ target, keys: [key("A")], journal })).toMatchObject({
      do: "refuse",
      code: "SEED_TARGET_EXISTS",
      advice: expect.stringMatching(
        /import \{\n {2}to = latchkey_target_aws\.LABEL\n {2}id = .*create_before_destroy/s,
      ),
    });
  });

  test("a target that a revival is under way for", () => {
    const target = { kind: "key", keyId: "A" } as const;
    const journal = dead({ work: "revive", minted: "A" });
    expect(decide({ target, keys: [key("A")], journal })).toMatchObject({ code: "SEED_TARGET_EXISTS" });
  });
});

describe("nextMintStep, when the gateway has a target that an unfinished create has made", () => {
  const CLOSED = mine({ minted: "OWN", work: null });
  const holding = (keyId: string) => ({ kind: "key", keyId }) as const;

  /** The entry was left by a run that had minted this key. */
  const left = (minted: string) => ({ journal: dead({ minted }) });
  /** It was taken over, and the held key was seen working. */
  const seen = (minted: string, keyId = minted) => ({
    journal: mine({ minted }),
    run: { ...fresh, held: { keyId, works: true } },
  });

  test.each<[string, Partial<MintFacts>, object]>([
    [
      "proves the held key of the user before it adopts the target",
      { target: holding("A"), keys: [key("A")], ...left("A") },
      { do: "proveHeldKey", keyId: "A" },
    ],
    [
      "takes the entry over then",
      { target: holding("A"), keys: [key("A")], ...seen("A"), journal: dead({ minted: "A" }) },
      { do: "claim", toAsk: false },
    ],
    [
      "closes the entry before it is done",
      { target: holding("A"), keys: [key("A")], ...seen("A") },
      { do: "close" },
    ],
    [
      "is done although the entry cannot be closed",
      { target: holding("OWN"), keys: [key("OWN")], run: { ...withHand(true, 1), leftOpen: true } },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "takes the key that the entry names for the seed when the gateway has rotated",
      { target: holding("W"), keys: [key("W", 60), key("S")], ...seen("S", "W") },
      { do: "close" },
    ],
    [
      "is done once the entry is closed",
      { target: holding("A"), keys: [key("A")], ...seen("A"), journal: mine({ minted: "A", work: null }) },
      { do: "finish", result: { seedKeyId: "A", adopted: true } },
    ],
    [
      "takes it for the seed although the gateway has deleted it",
      { target: holding("W"), keys: [key("W", 60)], ...seen("S", "W") },
      { do: "close" },
    ],
    [
      "fails on a target whose key was there before",
      { target: holding("A"), keys: [key("A")], journal: dead({ minted: "S", before: ["A"] }) },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a held key that does not work",
      {
        target: holding("A"),
        keys: [key("A")],
        ...left("A"),
        run: { ...fresh, held: { keyId: "A", works: false } },
      },
      { do: "refuse", code: "SEED_WORKING_KEY_UNPROVEN" },
    ],
    [
      "fails on a held key that is off",
      { target: holding("A"), keys: [key("A", 0, "Inactive")], ...left("A") },
      { do: "refuse", code: "SEED_HELD_KEY_INACTIVE" },
    ],
    [
      "fails on a target with somebody else's key",
      { target: holding("FOREIGN"), keys: [key("A")], ...left("A") },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target without a key",
      { target: { kind: "no-key" }, ...left("A") },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target that cannot be read",
      { target: { kind: "unreadable" }, keys: [key("A")], ...left("A") },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "adopts a target that cannot be read if it was made together with the key that the entry names",
      {
        target: { kind: "unreadable", createdAt: at(90) },
        keys: [key("W", 300), key("S", 0)],
        journal: mine({ minted: "S", work: "create" }),
      },
      { do: "close" },
    ],
    [
      "fails on a target that cannot be read and is much younger than the user's key",
      { target: { kind: "unreadable", createdAt: at(3_600) }, keys: [key("A")], ...left("A") },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target that cannot be read and is older than the user's key",
      { target: { kind: "unreadable", createdAt: at(-3_600) }, keys: [key("A")], ...left("A") },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "fails on a target that cannot be read when the user has no key",
      { target: { kind: "unreadable", createdAt: at(0) }, ...left("A") },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
    [
      "removes its own key when somebody else made the target first",
      { target: holding("FOREIGN"), keys: [key("OWN")], run: withHand(true, 0) },
      { do: "deactivate", keyId: "OWN" },
    ],
    [
      "removes its own key even before it is listed",
      { target: { kind: "no-key" }, run: withHand(true, 0) },
      { do: "delete", keyId: "OWN" },
    ],
    [
      "is done when the gateway holds the offered key",
      { target: holding("OWN"), keys: [key("OWN")], run: withHand(true, 1), journal: CLOSED },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "is done when the gateway has rotated the offered key already",
      { target: holding("W"), keys: [key("OWN"), key("W", 5)], run: withHand(true, 1), journal: CLOSED },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "is done when the target that was absent before cannot be read",
      { target: { kind: "unreadable" }, keys: [key("OWN")], run: withHand(true, 1), journal: CLOSED },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "removes an older key of a lost attempt that was listed late",
      {
        target: holding("OWN"),
        keys: [key("OWN", 5), key("LOST", 0)],
        run: withHand(true, 1),
        journal: mine({ minted: "OWN", asked: [at(0)] }),
        unused: ["LOST"],
      },
      { do: "deactivate", keyId: "LOST" },
    ],
    [
      "removes such a key of the same second, too, by which IAM dates them",
      {
        target: holding("OWN"),
        keys: [key("OWN", 0), key("LOST", 0)],
        run: withHand(true, 1),
        journal: mine({ minted: "OWN", asked: [at(0)] }),
        unused: ["LOST"],
      },
      { do: "deactivate", keyId: "LOST" },
    ],
    [
      "leaves a younger key alone, which the gateway may have made",
      {
        target: holding("OWN"),
        keys: [key("OWN", 0), key("W", 5)],
        run: withHand(true, 1),
        journal: mine({ minted: "OWN", asked: [at(0)], work: null }),
        unused: ["W"],
      },
      { do: "finish", result: { seedKeyId: "OWN", adopted: false } },
    ],
    [
      "fails when the target that appeared holds another key",
      { target: holding("FOREIGN"), keys: [key("OWN")], run: withHand(true, 1) },
      { do: "refuse", code: "SEED_TARGET_EXISTS" },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });

  test.each([
    ["a second before the longest hand-over is over", 899, "claim"],
    ["when the longest hand-over is over", 900, "refuse"],
    ["earlier, by less than clocks may differ", -119, "claim"],
    ["earlier by as much as clocks may differ", -120, "refuse"],
  ])(
    "judges an unreadable target by its date: made %s, %s seconds after the key, it is to %s",
    (_, seconds, what) => {
      const target = { kind: "unreadable", createdAt: at(seconds) } as const;
      expect(decide({ target, keys: [key("A")], ...left("A") })).toMatchObject({ do: what });
    },
  );

  test.each([
    ["with its user where it holds a key of the user's", "A", `"${TARGET},${USER_ARN}"`],
    ["alone where its key is none of the user's", "FOREIGN", `"${TARGET}"`],
  ])("offers the import of a target that no entry knows, %s", (_, held, id) => {
    const decision = decide({ target: holding(held), keys: [key("A"), key("B")], journal: { kind: "none" } });
    expect(decision).toMatchObject({ code: "SEED_TARGET_EXISTS", advice: expect.stringContaining(id) });
  });

  test("names the import and the clean-up when it refuses a target", () => {
    expect(decide({ target: { kind: "unreadable" }, keys: [key("AKIAIOSFODNN7EXAMPLE")] })).toMatchObject({
      advice: expect.stringMatching(
        /import \{.*"\/prod\/aws,arn:aws:iam::123456789012:user\/gateways\/gw".*AKIA…MPLE.*aws iam delete-access-key --user-name gw --access-key-id AKIAIOSFODNN7EXAMPLE/s,
      ),
    });
  });
});

describe("nextMintStep, whose keys it may touch (I7)", () => {
  test.each<[string, MintFacts["dedication"], string]>([
    ["another account", { ...dedicated, deployerAccount: "999999999999" }, "SEED_ACCOUNT_MISMATCH"],
    [
      "another user of that name",
      { ...dedicated, user: { ...dedicated.user, arn: `${USER_ARN}x` } },
      "SEED_USER_ARN_MISMATCH",
    ],
    ["no tag", { ...dedicated, user: { arn: USER_ARN, tags: {} } }, "SEED_USER_NOT_DEDICATED"],
    [
      "another target's tag",
      { ...dedicated, user: { arn: USER_ARN, tags: { "latchkey:target": "/other" } } },
      "SEED_USER_NOT_DEDICATED",
    ],
  ])("I7: fails on %s, whatever else is there", (_, dedication, code) => {
    for (const target of [{ kind: "absent" }, { kind: "key", keyId: "A" }, { kind: "unreadable" }] as const) {
      for (const keys of [[], [key("A")], [key("A"), key("B")]]) {
        for (const run of [fresh, withHand(true, 0), { ...withHand(true, 1), failed: true }]) {
          expect(decide({ dedication, target, keys, run })).toMatchObject({ do: "refuse", code });
        }
      }
    }
  });

  test("takes a tag without the leading slash for the same path", () => {
    const user = { arn: USER_ARN, tags: { "latchkey:target": TARGET.slice(1) } };
    expect(decide({ dedication: { ...dedicated, user } })).toEqual({ do: "createKey" });
  });

  test("waits some time for a user that Terraform made a moment ago, and fails then", () => {
    const dedication = { ...dedicated, user: undefined };
    expect(decide({ dedication })).toEqual({ do: "awaitUser" });
    expect(decide({ dedication, run: { ...fresh, userWaits: 5 } })).toMatchObject({
      do: "refuse",
      code: "SEED_USER_MISSING",
    });
  });
});

describe("nextMintStep, over every combination of facts", () => {
  const targets: MintFacts["target"][] = [
    { kind: "absent" },
    { kind: "no-key" },
    { kind: "unreadable" },
    { kind: "key", keyId: "A" },
    { kind: "key", keyId: "OWN" },
    { kind: "key", keyId: "FOREIGN" },
  ];
  const lists = [
    [],
    [key("A")],
    [key("A", 0, "Inactive")],
    [key("OWN", 5)],
    [key("OWN", 5, "Inactive")],
    [key("A"), key("OWN", 5)],
    [key("A", 9), key("OWN", 5)],
    [key("A"), key("B", 1)],
  ];
  const runs = [
    fresh,
    { ...fresh, attempts: 3 },
    { ...fresh, failed: true },
    { ...fresh, held: { keyId: "A", works: true } },
    { ...fresh, held: { keyId: "A", works: false } },
    ...[0, 1, 3].flatMap((offers) => [true, false].map((works) => withHand(works, offers))),
    { ...withHand(true, 0), failed: true },
  ];
  const journals: JournalFact[] = [
    { kind: "none" },
    FORBIDDEN,
    mine({ minted: "OWN" }),
    mine({ minted: "A" }),
    mine({ ours: ["A", "B"] }),
    mine({ asked: [at(0)] }),
    dead({ minted: "A" }),
    { kind: "finished", entry: entryWith({ work: null, minted: "A" }) },
  ];
  const combinations = targets.flatMap((target) =>
    lists.flatMap((keys) =>
      runs.flatMap((run) => journals.map((journal) => ({ target, keys, run, journal, unused: ["A", "B"] }))),
    ),
  );

  test("asks for a key only where there is no key and no target", () => {
    for (const facts of combinations) {
      if (decide(facts).do === "createKey") {
        expect({ keys: facts.keys, target: facts.target.kind }).toEqual({ keys: [], target: "absent" });
      }
    }
  });

  test("hands over only a key that works, alone, to a gateway without the target", () => {
    for (const facts of combinations) {
      if (decide(facts).do !== "handOver") continue;
      expect(facts.target.kind).toBe("absent");
      expect(facts.run.inHand?.works).toBe(true);
      if (facts.run.inHand?.offers === 0) expect(facts.keys.filter(({ id }) => id !== "OWN")).toEqual([]);
    }
  });

  test("I3: never touches a key that the gateway holds or may hold", () => {
    for (const facts of combinations) {
      const decision = decide(facts);
      if (decision.do !== "deactivate" && decision.do !== "delete") continue;
      const { target, run } = facts;
      if (target.kind === "key") expect(decision.keyId).not.toBe(target.keyId);
      if (target.kind === "unreadable") expect(decision.keyId).toBe(run.inHand?.id);
    }
  });

  test("I8: ends only keys that the entry proves to be ours, and what this run has made itself", () => {
    for (const { journal, run, ...facts } of combinations) {
      const decision = decide({ journal, run, ...facts });
      if (decision.do !== "deactivate" && decision.do !== "delete") continue;
      if (decision.keyId === run.inHand?.id) continue;
      if (journal.kind !== "mine") throw new Error(`${decision.keyId} is ended without an entry in hand`);
      const { minted, ours, asked } = journal.entry;
      expect(minted === decision.keyId || ours.includes(decision.keyId) || asked.length > 0).toBe(true);
    }
  });

  test("deletes no key that is listed as active", () => {
    for (const facts of combinations) {
      const decision = decide(facts);
      if (decision.do !== "delete") continue;
      expect(facts.keys.find(({ id }) => id === decision.keyId)?.status).not.toBe("Active");
    }
  });
});
