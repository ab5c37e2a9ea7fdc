import { done, errorOf } from "../../support/provider/stage.js";
import { Life, READS, ROTATOR, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

const NEW = "/prod/renamed";
const NEW_ROTATOR = "/prod/renamed-rotator";
/** The whole stack, renamed. */
const RENAMED = {
  target: { name: NEW },
  rotator: { name: NEW_ROTATOR, target: NEW },
  retirement: { target: NEW, rotator: NEW_ROTATOR },
};
const UPDATES = [done("update"), done("update"), done("update")];
const NOTHING = [done("none"), done("none"), done("none")];

let life: Life;
afterEach(() => life?.end());

const gatewayWrites = () =>
  life.commands().filter((command) => ![...READS, "target-list", "list-items"].includes(command));

/** One Active key, which the renamed target holds. */
function expectTheSameKey(held: string | null | undefined): void {
  expect(life.gateway.heldKeyId(TARGET)).toBeUndefined();
  expect(life.gateway.heldKeyId(NEW)).toBe(held);
  expect(life.keys()).toEqual([{ id: held, status: "Active" }]);
}

describe.each([
  ["before", [NEW, NEW]],
  ["after", [TARGET, NEW]],
] as const)("a seeded target that is renamed, its user being dedicated anew %s it,", (_, [during, then]) => {
  test("keeps its number, its key, its rotator and its retirement", async () => {
    life = await Life.begin();
    await life.apply();
    const held = life.gateway.heldKeyId(TARGET);
    const { target, rotator, retirement } = life.models;
    const [before, rotates] = [target.state, rotator.state?.item_id];
    const { proof, retired_at } = retirement.state ?? {};
    await life.time.advance(60);
    life.commands();
    life.providersIamWrites();
    await life.somebody.tag(during);

    expect(await life.apply(RENAMED)).toEqual(UPDATES);

    await life.somebody.tag(then);
    expect(gatewayWrites()).toEqual(["update-target", "update-item"]);
    expect(life.providersIamWrites()).toEqual([]);
    expectTheSameKey(held);
    expect(target.state).toEqual({ ...before, name: NEW });
    expect(rotator.state).toMatchObject({ name: NEW_ROTATOR, target: NEW, item_id: rotates });
    expect(retirement.state).toMatchObject({ target: NEW, rotator: NEW_ROTATOR, proof, retired_at });
    expect(await life.apply(RENAMED)).toEqual(NOTHING);
    await life.destroy();
    expect(life.keys()).toEqual([]);
  });

  test("is moved to another region in the same apply", async () => {
    life = await Life.begin();
    await life.apply();
    const held = life.gateway.heldKeyId(TARGET);
    await life.somebody.tag(during);
    const changes = { ...RENAMED, target: { name: NEW, region: "eu-west-1" } };
    expect(await life.apply(changes)).toEqual(UPDATES);
    await life.somebody.tag(then);
    expectTheSameKey(held);
    expect(await life.apply(changes)).toEqual(NOTHING);
  });

  test("has its seed retired in the same apply", async () => {
    life = await Life.begin();
    await life.applyAndDie("targets.createAws");
    await life.apply({ retirement: { rotator: "/nowhere" } });
    expect(life.models.retirement.state).toBeNull();
    await life.models.retirement.import([TARGET, ROTATOR, life.userArn, life.seedKeyId].join(","));
    await life.somebody.tag(during);
    const outcomes = await life.apply(RENAMED);
    expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    await life.somebody.tag(then);
    expect(life.keys()).toEqual([{ id: life.gateway.heldKeyId(NEW), status: "Active" }]);
    expect(life.keys()[0]?.id).not.toBe(life.seedKeyId);
    expect(await life.apply(RENAMED)).toEqual(NOTHING);
  });
});

test.each(["targets.rename", "renaming rotator"])(
  "a stack that is renamed goes on where it was after it was killed right after %s",
  async (dies) => {
    life = await Life.begin();
    await life.apply();
    const held = life.gateway.heldKeyId(TARGET);
    await life.somebody.tag(NEW);
    await life.applyAndDie(dies, RENAMED);
    const outcomes = await life.apply(RENAMED);
    expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expectTheSameKey(held);
    expect(await life.apply(RENAMED)).toEqual(NOTHING);
  },
);

test("a user that is dedicated to a third target is refused, although the target is renamed", async () => {
  life = await Life.begin();
  await life.apply();
  await life.somebody.tag("/prod/third");
  const outcomes = await life.apply({ ...RENAMED, target: { name: NEW, region: "eu-west-1" } });
  const [outcome] = outcomes;
  if (!outcome) throw new Error("nothing was applied");
  expect(errorOf(outcome)).toContain("SEED_USER_NOT_DEDICATED");
  expect(outcomes).toHaveLength(1);
});

test("a retirement that is given another target proves the key of that one", async () => {
  life = await Life.begin();
  await life.apply();
  life.commands();
  const outcomes = await life.apply({ retirement: { target: "/prod/another" } });
  expect(outcomes.at(-1)?.action).toBe("update");
  expect(outcomes.at(-1)?.diagnostics[0]?.detail).toContain("SEED_USER_NOT_DEDICATED");
});

describe("a journal entry beside the target", () => {
  beforeEach(async () => {
    life = await Life.begin();
    await life.apply();
    if (!(await life.somebody.hasJournalEntry(TARGET))) await life.somebody.newJournalEntry(TARGET);
    await life.somebody.tag(NEW);
  });
  const places = async () => [
    await life.somebody.hasJournalEntry(TARGET),
    await life.somebody.hasJournalEntry(NEW),
  ];

  test("goes along when it is renamed", async () => {
    expect(await life.apply(RENAMED)).toEqual(UPDATES);
    expect(await places()).toEqual([false, true]);
  });

  test("goes along when a run is killed between the two", async () => {
    await life.applyAndDie("seedNotes.rename", RENAMED);
    expect(await places()).toEqual([false, true]);
    expect(life.gateway.heldKeyId(TARGET)).toBeDefined();
    expect(await life.apply(RENAMED)).toEqual(UPDATES);
    expect(await places()).toEqual([false, true]);
    expect(life.gateway.heldKeyId(NEW)).toBeDefined();
  });

  test("stays where it is when the gateway refuses the rename", async () => {
    life.gateway.answerNext("update-target", { status: 400, body: { error: "no" } });
    await life.apply(RENAMED);
    expect(await places()).toEqual([true, false]);
  });
});

test("a seeded target that its rotator works for is not deleted, and neither is a key", async () => {
  life = await Life.begin();
  await life.apply();
  const keys = life.keys();
  life.commands();
  life.providersIamWrites();
  const error = errorOf(await life.models.target.destroy());
  expect(error).toContain("[GATEWAY_TARGET_IN_USE]");
  expect(error).toContain(`rotator "${ROTATOR}"`);
  expect(gatewayWrites()).toEqual([]);
  expect(life.providersIamWrites()).toEqual([]);
  expect(life.keys()).toEqual(keys);
  expect(await life.apply()).toEqual(NOTHING);
});
