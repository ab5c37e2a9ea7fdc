import { Fault } from "../../../src/errors/fault.js";
import { discard, type SeedWorld } from "../../../src/seed/index.js";
import { type DiscardFacts, nextDiscardStep } from "../../../src/seed/next-discard-step.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { failure } from "../../support/failure.js";
import { dead, entryWith, mine } from "../../support/seed/entry.js";
import { ACCOUNT, FakeCloud, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

describe("nextDiscardStep", () => {
  const dedication = {
    deployerAccount: ACCOUNT,
    user: { arn: USER_ARN, tags: { "latchkey:target": TARGET } },
  };
  const gone = { deployerAccount: ACCOUNT, user: undefined };
  const held = (keyId: string) => ({ kind: "key", keyId }) as const;
  const key = (id: string, status = "Active") => ({ id, status, createdAt: new Date(0) });
  const decide = (facts: Partial<DiscardFacts>) =>
    nextDiscardStep(subject, {
      dedication,
      target: held("A"),
      owned: true,
      stays: false,
      seedKeyId: null,
      keys: [],
      journal: { kind: "none" },
      unused: [],
      run,
      ...facts,
    });
  const NOBODY = { found: [], unseen: [] };
  const holders = new Map([
    ["A", NOBODY],
    ["B", NOBODY],
  ]);
  const run = { ending: [], holders };
  const ending = { run: { ...run, ending: ["A"] } };

  test.each<[string, Partial<DiscardFacts>, object]>([
    [
      "asks who else works with a key before anything is written",
      { keys: [key("A")], run: { ...run, holders: new Map() } },
      { do: "askHolders", keyIds: ["A"] },
    ],
    [
      "asks the same about a seed whose target is gone",
      { target: { kind: "absent" }, keys: [key("A")], seedKeyId: "A", run: { ...run, holders: new Map() } },
      { do: "askHolders", keyIds: ["A"] },
    ],
    [
      "writes down which key goes with the target before the target goes",
      { keys: [key("A")] },
      { do: "claim", ending: ["A"] },
    ],
    [
      "removes the target before any key",
      { keys: [key("A")], journal: mine({ ours: ["A"] }) },
      { do: "removeTarget", ending: ["A"] },
    ],
    [
      "needs no entry for a key that Terraform remembers",
      { keys: [key("A")], seedKeyId: "A" },
      { do: "removeTarget", ending: ["A"] },
    ],
    [
      "removes the target without an entry where the caller may not write one",
      { keys: [key("A")], journal: { kind: "forbidden", why: "401" } },
      { do: "removeTarget", ending: ["A"] },
    ],
    [
      "removes a target that cannot be read when its user has no other key than the seed",
      { target: { kind: "unreadable" }, keys: [key("A")], seedKeyId: "A" },
      { do: "removeTarget", ending: ["A"] },
    ],
    ["removes the target of a user that is gone", { dedication: gone }, { do: "removeTarget" }],
    [
      "turns a key off first",
      { target: { kind: "absent" }, keys: [key("A")], ...ending },
      { do: "deactivate", keyId: "A" },
    ],
    [
      "deletes a key that is off",
      { target: { kind: "absent" }, keys: [key("A", "Inactive")], ...ending },
      { do: "delete", keyId: "A" },
    ],
    [
      "goes on with what an earlier destroy has written down",
      { target: { kind: "absent" }, keys: [key("A")], journal: dead({ work: "destroy", ours: ["A"] }) },
      { do: "deactivate", keyId: "A" },
    ],
    [
      "deletes the entry when no key of ours is left",
      { target: { kind: "absent" }, journal: dead({ work: "destroy", ours: ["A"] }) },
      { do: "forget" },
    ],
    [
      "watches a run that may be at work",
      { journal: { kind: "watched", entry: entryWith() }, keys: [key("A")] },
      { do: "watch" },
    ],
    [
      "is done without target and keys",
      { target: { kind: "absent" } },
      { result: { targetLeft: false, left: [] } },
    ],
    [
      "I6: leaves and names every other key once the target is gone",
      { target: { kind: "absent" }, keys: [key("A"), key("B", "Inactive")] },
      { result: { targetLeft: false, left: [{ id: "A" }, { id: "B" }] } },
    ],
    [
      "is done without target and user",
      { target: { kind: "absent" }, dedication: gone },
      { result: { targetLeft: false } },
    ],
    [
      "removes a target that Terraform never saw if it holds the key that was minted for it",
      { owned: false, keys: [key("A")], seedKeyId: "A" },
      { do: "removeTarget" },
    ],
    [
      "removes a target that Terraform never saw if an unfinished create has made it",
      { owned: false, keys: [key("A")], journal: dead({ minted: "A" }) },
      { do: "removeTarget" },
    ],
    [
      "I8: leaves a target that another create has made and finished, with its key and its entry",
      {
        owned: false,
        keys: [key("A")],
        journal: { kind: "finished", entry: entryWith({ work: null, minted: "A" }) },
      },
      { do: "finish", result: { targetLeft: true, left: [{ id: "A" }] } },
    ],
    [
      "leaves a target that was never ours, and removes the seed",
      { owned: false, target: held("FOREIGN"), keys: [key("A")], seedKeyId: "A" },
      { do: "deactivate", keyId: "A" },
    ],
    [
      "leaves a target that cannot be told to be ours",
      { owned: false, target: { kind: "unreadable" } },
      { result: { targetLeft: true } },
    ],
  ])("%s", (_, facts, expected) => {
    expect(decide(facts)).toMatchObject(expected);
  });

  test.each<[string, Partial<DiscardFacts>, string]>([
    ["another key beside the held one", { keys: [key("A"), key("B")] }, "SEED_KEY_NOT_OURS"],
    ["another key that is off", { keys: [key("A"), key("B", "Inactive")] }, "SEED_KEY_NOT_OURS"],
    [
      "a key of which nothing tells whether the target holds it",
      { target: { kind: "unreadable" }, keys: [key("A")] },
      "SEED_HELD_KEY_UNREADABLE",
    ],
    [
      "another target that works with the held one",
      {
        keys: [key("A")],
        run: { ...run, holders: new Map([["A", { found: [{ kind: "target", name: "/b" }], unseen: [] }]]) },
      },
      "RETIRE_KEY_SHARED",
    ],
  ])("I6, I8: fails on %s, before the target goes", (_, facts, code) => {
    expect(decide({ seedKeyId: "A-GONE-SEED", ...facts })).toMatchObject({ do: "refuse", code });
  });

  test.each<[string, DiscardFacts["dedication"], string]>([
    ["another account", { ...gone, deployerAccount: "999999999999" }, "SEED_ACCOUNT_MISMATCH"],
    ["no tag", { ...dedication, user: { arn: USER_ARN, tags: {} } }, "SEED_USER_NOT_DEDICATED"],
  ])("I7: fails on %s, whatever else is there", (_, seen, code) => {
    for (const owned of [true, false]) {
      for (const target of [{ kind: "unreadable" }, { kind: "absent" }, held("A")] as const) {
        for (const keys of [[], [key("A")], [key("A", "Inactive")]]) {
          expect(decide({ dedication: seen, owned, target, keys })).toMatchObject({ do: "refuse", code });
        }
      }
    }
  });
});

function withTarget() {
  const cloud = new FakeCloud();
  const held = cloud.hold(cloud.makeKey(60_000));
  return { cloud, held };
}
const job = { subject, owned: true, seedKeyId: null };

test.each(["the held key", "the seed"] as const)(
  "I8: touches nothing while another target works with %s, and goes through once it does not",
  async (which) => {
    const { cloud, held } = withTarget();
    const seed = cloud.makeKey();
    cloud.addHolder((which === "the seed" ? seed : held).id, { name: "/b" });
    const error = await failure(discard(worldOn(cloud), { ...job, seedKeyId: seed.id }));
    expect(error).toMatchObject({ code: "RETIRE_KEY_SHARED" });
    expect(String(error.message)).toContain("Nothing was changed");
    expect(cloud.history.filter(({ write }) => write)).toEqual([]);

    cloud.others.length = 0;
    await discard(worldOn(cloud), { ...job, seedKeyId: seed.id });
    expect(cloud.keys).toEqual([]);
  },
);

test("a list that the caller may not read is no hindrance to the end of keys that are provably ours", async () => {
  const { cloud } = withTarget();
  cloud.show("none");
  await discard(worldOn(cloud), job);
  expect(cloud.keys).toEqual([]);
});

test("I6: leaves no target, no key that it held, no seed and no entry", async () => {
  const { cloud, held } = withTarget();
  const seed = cloud.makeKey();

  await expect(discard(worldOn(cloud), { ...job, seedKeyId: seed.id })).resolves.toEqual({
    targetLeft: false,
    left: [],
  });

  expect(cloud.target).toBeUndefined();
  expect(cloud.keys).toEqual([]);
  expect([...cloud.journal.entries]).toEqual([]);
  expect(cloud.history.filter(({ write }) => write).map(({ call }) => call)).toEqual([
    "journal.create",
    "removeTarget",
    `setStatus ${held.id} Inactive`,
    `deleteKey ${held.id}`,
    `setStatus ${seed.id} Inactive`,
    `deleteKey ${seed.id}`,
    "journal.remove",
  ]);
});

test("I6: fails where its entry may not be deleted, says what is done already, and deletes it the next time", async () => {
  const { cloud } = withTarget();
  const world = worldOn(cloud);
  const refusing: SeedWorld = {
    ...world,
    journal: {
      ...world.journal,
      remove: () =>
        Promise.reject(new Fault("GATEWAY_PERMISSION_DENIED", { doing: "deleting", seen: "403", state: "" })),
    },
  };
  const fault = await failure(discard(refusing, { ...job, seedKeyId: cloud.makeKey().id }));
  expect(fault.code).toBe("GATEWAY_PERMISSION_DENIED");
  expect(fault.detail).toContain("the target was removed");
  expect(fault.detail).toContain("the next destroy goes on");
  expect(cloud.keys).toEqual([]);

  await discard(worldOn(cloud), job);
  expect([...cloud.journal.entries]).toEqual([]);
});

test("I6: fails on another key of the user before its first write, and names it with the commands", async () => {
  const { cloud } = withTarget();
  const other = cloud.makeKey();

  const fault = await failure(discard(worldOn(cloud), job));

  expect(fault.code).toBe("SEED_KEY_NOT_OURS");
  expect(fault.detail).toContain("Nothing was changed.");
  expect(fault.detail).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${other.id}`);
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("reads no secret of a target whose user has no key", async () => {
  const { cloud } = withTarget();
  cloud.keys.length = 0;
  await discard(worldOn(cloud), job);
  expect(cloud.history.map(({ call }) => call)).not.toContain("heldKey");
});

test("is content when target, keys and user are gone", async () => {
  const cloud = new FakeCloud();
  cloud.user = undefined;
  await discard(worldOn(cloud), job);
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

test("I7: fails on a user that lost its tag, and leaves target and keys", async () => {
  const { cloud } = withTarget();
  if (cloud.user) cloud.user.tags = {};
  const fault = await failure(discard(worldOn(cloud), job));
  expect(fault.code).toBe("SEED_USER_NOT_DEDICATED");
  expect(fault.detail).toContain("Nothing was changed.");
  expect(cloud.history.filter(({ write }) => write)).toEqual([]);
});

describe("I4: converges after its process died right after", () => {
  test.each(["removeTarget", "setStatus", "deleteKey", "keys"] as const)("%s", async (call) => {
    const { cloud, held } = withTarget();
    const world = worldOn(cloud);
    const dying: SeedWorld = {
      ...world,
      iam: call in cloud.iam ? dieAfter(cloud.iam, call as keyof SeedWorld["iam"]) : cloud.iam,
      gateway:
        call in cloud.gateway ? dieAfter(cloud.gateway, call as keyof SeedWorld["gateway"]) : cloud.gateway,
    };
    await expect(discard(dying, job)).rejects.toThrow(Crash);

    await discard(worldOn(cloud), job);

    expect(cloud.keys).toEqual([]);
    expect([...cloud.journal.entries]).toEqual([]);
    expect(cloud.target).toBeUndefined();
    expect(cloud.iamWrites()).toEqual([`setStatus ${held.id} Inactive`, `deleteKey ${held.id}`]);
  });
});

test("an error on the way says what was removed so far", async () => {
  const { cloud } = withTarget();
  const stop = new AbortController();
  const gateway: SeedWorld["gateway"] = {
    ...cloud.gateway,
    removeTarget: async (name) => {
      await cloud.gateway.removeTarget(name);
      stop.abort();
    },
  };
  const fault = await failure(discard(worldOn(cloud, { gateway, signal: stop.signal }), job));
  expect(fault.code).toBe("SEED_INTERRUPTED");
  expect(fault.detail).toContain(
    "So far journal entry /prod/aws.latchkey-seed was written, the target was removed; the next destroy goes on.",
  );
});
