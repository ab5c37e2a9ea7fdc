import { done, errorOf } from "../../support/provider/stage.js";
import { Life, NOTHING, READS, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let life: Life;
afterEach(() => life?.end());

const raised = { target: { seed_version: 1 } };
/** By which the journal entry beside the target is kept, and by which it is asked who else works with a key. */
const JOURNAL = ["create-secret", "update-item", "delete-item", "target-list", "list-items"];
const writesOf = (commands: readonly string[]) =>
  commands.filter((command) => ![...READS, ...JOURNAL].includes(command));

/** A target that was bootstrapped a while ago. */
async function settled(): Promise<Life> {
  const bootstrapped = await Life.begin();
  await bootstrapped.apply();
  await bootstrapped.time.advance(3_600);
  bootstrapped.commands();
  bootstrapped.providersIamWrites();
  return bootstrapped;
}

describe("a seed_version that is raised", () => {
  test("asks for a fresh seed, in place, which the retirement ends in the same apply", async () => {
    life = await settled();
    const { seedKeyId } = life;
    const old = life.keys().map(({ id }) => id);
    const id = life.models.target.state?.target_id;
    const { retired_at } = life.models.retirement.state ?? {};

    const outcomes = await life.apply(raised);

    expect(outcomes.map(({ action }) => action)).toEqual(["update", "none", "update"]);
    expect(outcomes.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect([...new Set(outcomes[0]?.diagnostics.map(({ summary }) => summary))]).toEqual([
      "First seed_version of this target",
    ]);
    expect(writesOf(life.commands())).toEqual(["target-update-aws", "gateway-rotate-secret"]);
    expect(life.providersIamWrites()).toEqual([
      "CreateAccessKey",
      "UpdateAccessKey Inactive",
      "DeleteAccessKey",
    ]);
    expect(life.models.target.state).toMatchObject({ target_id: id, seed_version: 1 });
    expect(life.seedKeyId).not.toBe(seedKeyId);
    expect(life.models.retirement.state?.retired_at).not.toBe(retired_at);
    expect(old).not.toContain(life.gateway.heldKeyId(TARGET));
    life.expectOneWorkingKey();
    expect(await life.apply(raised)).toEqual(NOTHING);
    expect(life.providersIamWrites()).toEqual([]);
  });

  test("asks for nothing when it is taken away", async () => {
    life = await settled();
    await life.apply(raised);
    life.providersIamWrites();
    expect((await life.apply()).map(({ action }) => action)).toEqual(["update", "none", "none"]);
    expect(life.providersIamWrites()).toEqual([]);
  });

  test("asks for nothing when the target is only made with it", async () => {
    life = await Life.begin();
    expect((await life.apply({ target: { seed_version: 7 } })).map(({ action }) => action)).toEqual([
      "create",
      "create",
      "create",
    ]);
    expect(life.providersIamWrites().filter((write) => write === "CreateAccessKey")).toHaveLength(1);
  });

  test("takes another region along, for which no rotation has to be feared", async () => {
    life = await settled();
    await life.apply({ target: { seed_version: 2, region: "eu-west-1", description: "moved" } });
    expect(await life.somebody.target()).toEqual({ description: "moved", region: "eu-west-1" });
    expect(writesOf(life.commands())).toEqual(["target-update-aws", "gateway-rotate-secret"]);
    life.expectOneWorkingKey();
  });

  test("replaces a key that somebody has deleted", async () => {
    life = await settled();
    await life.somebody.deleteKeys();
    expect((await life.apply(raised)).map(({ action }) => action)).toEqual(["update", "none", "update"]);
    life.expectOneWorkingKey();
  });

  test("fails before the first write when both slots are taken, and says by what", async () => {
    life = await settled();
    const stranger = await life.somebody.newKey();
    await life.time.advance(3_600);

    const [outcome] = await life.apply(raised);

    const error = errorOf(outcome ?? done("none"));
    expect(error).toContain("[SEED_KEY_SLOTS_TAKEN]");
    expect(error).toContain(stranger);
    expect(error).toContain("Nothing was changed.");
    expect(life.providersIamWrites()).toEqual([]);
    expect(writesOf(life.commands())).toEqual([]);
  });
});

describe("I4: a fresh seed is reached after the process died right after", () => {
  test.each(["targets.updateAws", "iam.setKeyStatus", "iam.deleteKey", "iam.createKey"])(
    "%s",
    async (dies) => {
      life = await settled();
      const held = life.gateway.heldKeyId(TARGET);
      await life.applyAndDie(dies, raised);

      await life.apply(raised);

      life.expectOneWorkingKey();
      expect(life.gateway.heldKeyId(TARGET)).not.toBe(held);
      expect(await life.apply(raised)).toEqual(NOTHING);
    },
  );
});
