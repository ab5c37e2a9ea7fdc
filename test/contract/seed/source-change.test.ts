import { done } from "../../support/provider/stage.js";
import { Life, NOTHING, OTHER_USER, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(120_000);

let life: Life;
afterEach(() => life?.end());

/** The stack with another user for the target. */
const withOther = () => {
  const seed_user_arn = life.somebody.arnOf(OTHER_USER);
  return { target: { seed_user_arn }, retirement: { seed_user_arn } };
};
const IDENTITY = { name: TARGET, use_gateway_identity: true };
const given = ({ id, secret }: { readonly id: string; readonly secret: string }) => ({
  ...{ name: TARGET, access_key_id: id },
  ...{ secret_access_key_wo: secret, secret_access_key_wo_version: 1 },
});
const seeded = () => ({ name: TARGET, seed_user_arn: life.userArn });
const held = () => life.gateway.heldKeyId(TARGET);

/** The seed was handed over and retired, for one user; another one is dedicated to the target, too. */
async function begin(selfService: "rotate and delete" | "rotate only" = "rotate and delete") {
  life = await Life.begin(selfService);
  await life.somebody.newUser(selfService, TARGET, OTHER_USER);
  await life.apply();
  return life.models.target.state?.target_id;
}

describe("a target that is seeded with another user", () => {
  function expectOthersWorkingKey(): void {
    expect(life.keys()).toEqual([]);
    expect(life.keys(OTHER_USER)).toEqual([{ id: held(), status: "Active" }]);
    expect(held()).not.toBe(life.seedKeyId);
  }

  test("is given a key of that one in place, the former one's is ended, and the fresh seed is retired", async () => {
    const id = await begin();
    expect((await life.apply(withOther())).map(({ action, diagnostics }) => [action, diagnostics])).toEqual([
      ...[
        ["update", []],
        ["none", []],
        ["update", []],
      ],
    ]);
    expect(life.models.target.state).toMatchObject({ target_id: id, ...withOther().target });
    expectOthersWorkingKey();
    expect(await life.apply(withOther())).toEqual(NOTHING);
    await life.destroy();
    expect(life.keys(OTHER_USER)).toEqual([]);
  });

  test.each(["rotate and delete", "rotate only"] as const)(
    "is given it, too, while the former seed was not retired, the user may %s",
    async (selfService) => {
      life = await Life.begin(selfService);
      await life.somebody.newUser(selfService, TARGET, OTHER_USER);
      await life.models.target.apply(seeded());
      expect(await life.models.target.apply({ ...seeded(), ...withOther().target })).toEqual(done("update"));
      expect(life.keys()).toEqual([]);
      expect(life.keys(OTHER_USER)).toEqual([{ id: held(), status: "Active" }]);
    },
  );

  test.each([
    ...["iam.createKey", "targets.updateAws", "iam.setKeyStatus", "iam.deleteKey"],
    ...["seedNotes.create", "seedNotes.write"],
  ])("goes on where a run was killed right after %s", async (dies) => {
    const id = await begin();
    await life.applyAndDie(dies, withOther());
    const outcomes = await life.apply(withOther());
    expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expect(life.models.target.state).toMatchObject({ target_id: id });
    expectOthersWorkingKey();
    expect(await life.apply(withOther())).toEqual(NOTHING);
  });

  test("leaves a key of the former user that nobody accounts for, and names it with the commands", async () => {
    await begin();
    const extra = await life.somebody.newKey();
    const [outcome] = await life.apply(withOther());
    expect(life.keys()).toEqual([{ id: extra, status: "Active" }]);
    expect(outcome?.diagnostics).toEqual([
      expect.objectContaining({ severity: "warning", summary: "Keys of the former user left" }),
    ]);
    expect(outcome?.diagnostics[0]?.detail).toContain("aws iam delete-access-key --user-name gw");
    expectOthersKeyHeld();
  });

  test("leaves the keys of a former user that is dedicated to another target by now", async () => {
    await begin();
    const keys = life.keys();
    await life.somebody.tag("/prod/another");
    const [outcome] = await life.apply(withOther());
    expect(life.keys()).toEqual(keys);
    expect(outcome?.diagnostics).toEqual([
      expect.objectContaining({ severity: "warning", summary: "Keys of the former user left" }),
    ]);
    expectOthersKeyHeld();
  });

  test("has no key minted when the user has only got another name", async () => {
    life = await Life.begin();
    await life.apply();
    const [before, working] = [life.models.target.state, held()];
    await life.somebody.renameUser(OTHER_USER);
    life.providersIamWrites();
    expect((await life.apply(withOther())).map(({ action }) => action)).toEqual(["update", "none", "update"]);
    expect(life.providersIamWrites()).toEqual([]);
    expect(held()).toBe(working);
    expect(life.models.target.state).toEqual({ ...before, ...withOther().target });
    expect(await life.apply(withOther())).toEqual(NOTHING);
  });

  function expectOthersKeyHeld(): void {
    expect(life.keys(OTHER_USER).map(({ id }) => id)).toContain(held());
  }
});

describe("a seeded target that is given other credentials", () => {
  const apply = (config: object) => life.models.target.apply({ ...config });

  test("uses the gateway's identity in place, and its user has no key any more", async () => {
    const id = await begin();
    expect(await apply(IDENTITY)).toEqual(done("update"));
    expect(life.models.target.state).toMatchObject({ target_id: id, seed_key_id: null, seed_user_arn: null });
    expect(held()).toBeUndefined();
    expect(life.keys()).toEqual([]);
    expect(await apply(IDENTITY)).toEqual(done("none"));
  });

  test("holds a given key in place, and its user has no key any more", async () => {
    const id = await begin();
    const key = await life.somebody.newKeyOf(OTHER_USER);
    const outcome = await apply(given(key));
    expect(outcome).toMatchObject({ action: "update", complaints: [] });
    expect(outcome.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(life.models.target.state).toMatchObject({ target_id: id, seed_key_id: null });
    expect(held()).toBe(key.id);
    expect(life.keys()).toEqual([]);
    expect(life.keys(OTHER_USER)).toEqual([{ id: key.id, status: "Active" }]);
    expect(await apply(given(key))).toEqual(done("none"));
  });

  test("holds a key that STS does not accept, and the former user keeps its own, which is told", async () => {
    await begin();
    const keys = life.keys();
    const key = { id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
    const { diagnostics } = await apply(given(key));
    expect(held()).toBe(key.id);
    expect(life.keys()).toEqual(keys);
    const told = diagnostics.find(({ summary }) => summary === "Keys of the former user left");
    expect(told?.detail).toContain(`--access-key-id ${keys[0]?.id}`);
  });

  test("has the key that it held and the seed ended although the seed was not retired", async () => {
    life = await Life.begin("rotate only");
    await apply(seeded());
    expect(await apply(IDENTITY)).toEqual(done("update"));
    expect(life.keys()).toEqual([]);
  });

  test.each(["targets.updateAws", "iam.setKeyStatus", "iam.deleteKey"])(
    "goes on where a run was killed right after %s",
    async (dies) => {
      await begin();
      await life.newProcess({ dies });
      const { state } = life.models.target;
      await apply(IDENTITY);
      life.models.target.state = state;
      await life.newProcess();
      expect(await apply(IDENTITY)).toEqual(done("update"));
      expect(held()).toBeUndefined();
      expect(life.keys()).toEqual([]);
    },
  );
});

describe("a target with other credentials that is seeded", () => {
  test.each(["the gateway's identity", "a given key"])("is given a key in place of %s", async (what) => {
    life = await Life.begin();
    await life.somebody.newUser("rotate only", TARGET, OTHER_USER);
    const key = await life.somebody.newKeyOf(OTHER_USER);
    const before = what === "a given key" ? given(key) : IDENTITY;
    await life.models.target.apply(before);
    const id = life.models.target.state?.target_id;
    const outcomes = await life.apply();
    expect(outcomes.map(({ action, diagnostics }) => [action, diagnostics])).toEqual([
      ...[
        ["update", []],
        ["create", []],
        ["create", []],
      ],
    ]);
    expect(life.models.target.state).toMatchObject({ target_id: id });
    life.expectOneWorkingKey();
    expect(life.keys(OTHER_USER)).toEqual([{ id: key.id, status: "Active" }]);
    expect(await life.apply()).toEqual(NOTHING);
  });
});
