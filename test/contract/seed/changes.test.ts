import { done, errorOf } from "../../support/provider/stage.js";
import { Life, NOTHING, READS, ROTATOR, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let life: Life;
afterEach(() => life?.end());

describe("what happened behind Terraform's back", () => {
  test("a target deleted in the gateway is made anew, with a new seed and no key left of the old one", async () => {
    life = await Life.begin();
    await life.apply();
    const [old] = life.keys();
    await life.somebody.loseTarget();

    await life.models.target.refresh();
    expect(life.models.target.state).toMatchObject({ gateway_record: "missing" });
    // The gateway had made it, and nothing tells that any more: whose it is, a person has to say.
    const [refused = done("none")] = await life.apply();
    expect(errorOf(refused)).toContain(`--access-key-id ${old?.id}`);
    expect(life.keys()).toEqual([old]);
    await life.somebody.deleteKey(old?.id ?? "");
    await life.apply();

    life.expectOneWorkingKey();
    expect(life.keys().map(({ id }) => id)).not.toEqual([old?.id]);
  });

  test("a target that is deleted before its seed is retired is made anew, and the seed is ended", async () => {
    life = await Life.begin();
    await life.models.target.apply({ name: TARGET, seed_user_arn: life.userArn });
    const { seedKeyId } = life;
    await life.somebody.loseTarget();

    const [outcome] = await life.apply();

    expect(outcome?.action).toBe("replace");
    expect(life.keys().map(({ id }) => id)).not.toContain(seedKeyId);
    life.expectOneWorkingKey();
  });

  test("I6: when a target that was deleted in the gateway is destroyed, its key is left alone and named", async () => {
    life = await Life.begin();
    await life.apply();
    const [left] = life.keys();
    await life.somebody.loseTarget();
    const outcomes = await life.destroy();
    expect(life.keys()).toEqual([left]);
    expect(outcomes.at(-1)?.diagnostics).toEqual([
      expect.objectContaining({
        severity: "warning",
        detail: expect.stringContaining(`--access-key-id ${left?.id}`),
      }),
    ]);
  });

  test("a target deleted together with its user is simply gone", async () => {
    life = await Life.begin();
    await life.apply();
    await life.somebody.loseTarget();
    await life.somebody.deleteKeys();
    await life.somebody.deleteUser();
    await life.models.target.refresh();
    expect(life.models.target.state).toBeNull();
  });

  test("a user that lost its keys gets a new seed, in place, and the target stays", async () => {
    life = await Life.begin();
    await life.apply();
    const { seedKeyId } = life;
    const id = life.models.target.state?.target_id;
    const { retired_at } = life.models.retirement.state ?? {};
    await life.somebody.deleteKeys();

    const outcomes = await life.apply();

    expect(outcomes.map(({ action }) => action)).toEqual(["update", "none", "update"]);
    expect(life.models.target.state).toMatchObject({ target_id: id, gateway_record: "present" });
    expect(life.seedKeyId).not.toBe(seedKeyId);
    expect(life.models.retirement.state?.retired_at).not.toBe(retired_at);
    expect(outcomes.flatMap(({ complaints }) => complaints)).toEqual([]);
    life.expectOneWorkingKey();
    expect(await life.apply()).toEqual(NOTHING);
  });

  test("I4: that goes through after everything was killed right after the new key was made", async () => {
    life = await Life.begin();
    await life.apply();
    await life.time.advance(3_600);
    await life.somebody.deleteKeys();
    // Terraform did not live to store what it had seen: its state says nothing of the loss.
    await life.applyAndDie("iam.createKey");
    expect(life.models.target.state).toMatchObject({ gateway_record: "present" });
    expect(life.keys()).toHaveLength(1);

    expect((await life.apply()).map(({ action }) => action)).toEqual(["update", "none", "update"]);
    life.expectOneWorkingKey();
    expect(await life.apply()).toEqual(NOTHING);
  });

  test("I4: that goes through after the process died right after the new key was made", async () => {
    life = await Life.begin();
    await life.apply();
    await life.somebody.deleteKeys();
    // Terraform has seen it, and stored what it saw.
    await life.models.target.refresh();
    await life.applyAndDie("iam.createKey");
    await life.apply();
    life.expectOneWorkingKey();
  });
});

describe("changes", () => {
  test.each([
    { description: "Production", region: "eu-west-1" },
    { description: "Production", region: null },
  ])(
    "to %j that were made after the process had died with the target handed over, are made in it",
    async (target) => {
      life = await Life.begin();
      await life.applyAndDie("targets.createAws");

      expect((await life.apply({ target })).map(({ action }) => action)).toEqual([
        "create",
        "create",
        "create",
      ]);

      const { description, region } = target;
      expect(await life.somebody.target()).toEqual({ description, region: region ?? "us-east-2" });
      life.expectOneWorkingKey();
      expect(await life.apply({ target })).toEqual(NOTHING);
    },
  );

  test("of the description touch no credential", async () => {
    life = await Life.begin();
    await life.apply();
    const held = life.gateway.heldKeyId(TARGET);
    life.commands();
    life.providersIamWrites();

    const outcomes = await life.apply({ target: { description: "Production" } });

    expect(outcomes.map(({ action }) => action)).toEqual(["update", "none", "none"]);
    expect(life.commands().filter((command) => !READS.includes(command))).toEqual(["update-target"]);
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBe(held);
  });

  test("of the region keep the working key", async () => {
    life = await Life.begin();
    await life.apply();
    const held = life.gateway.heldKeyId(TARGET);
    life.providersIamWrites();

    const outcomes = await life.apply({ target: { region: "eu-west-1" } });

    expect(outcomes.map(({ action }) => action)).toEqual(["update", "none", "none"]);
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBe(held);
    life.expectOneWorkingKey();
  });

  test("of the quiet period ask for one more proof and nothing else", async () => {
    life = await Life.begin();
    await life.apply();
    const { retired_at } = life.models.retirement.state ?? {};
    life.providersIamWrites();
    await life.time.advance(60);
    const outcomes = await life.apply({ retirement: { quiet_period_seconds: 30 } });
    expect(outcomes).toEqual([done("none"), done("none"), done("update")]);
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.models.retirement.state).toMatchObject({ retired_at, proof: "sts" });
  });
});

describe("import", () => {
  test("of a target together with its user keeps it, and the retirement goes on from there", async () => {
    life = await Life.begin("rotate only");
    await life.apply();
    const id = life.models.target.state?.target_id;
    life.models.target.state = null;

    const { diagnostics, ...outcome } = await life.models.target.import(`${TARGET},${life.userArn}`);
    expect(outcome).toEqual({ action: null, complaints: [] });
    // The retirement has taken the journal entry away, and no key is taken for a seed by its age.
    expect(diagnostics.map(({ severity, summary }) => [severity, summary])).toEqual([
      ["warning", "Seed of the target not known"],
    ]);
    expect(life.models.target.state).toMatchObject({
      target_id: id,
      gateway_record: "present",
      seed_key_id: null,
    });

    const outcomes = await life.apply();
    expect(outcomes[0]?.action).toBe("none");
  });

  test("of a retirement finds the seed gone, and has nothing to change", async () => {
    life = await Life.begin();
    await life.apply();
    const { seedKeyId, models } = life;
    models.retirement.state = null;
    await models.retirement.import([TARGET, ROTATOR, life.userArn, seedKeyId].join(","));
    expect(models.retirement.state).toMatchObject({ seed_status: "retired", seed_key_id: seedKeyId });
    life.providersIamWrites();
    const outcomes = await life.apply();
    expect(outcomes.at(-1)?.diagnostics).toEqual([]);
    expect(life.providersIamWrites()).toEqual([]);
  });

  test("of a retirement that was broken off finds the seed turned off, and the next apply deletes it", async () => {
    life = await Life.begin("rotate only");
    await life.applyAndDie("iam.setKeyStatus");
    const { seedKeyId, models } = life;
    await models.retirement.import([TARGET, ROTATOR, life.userArn, seedKeyId].join(","));
    expect(models.retirement.state).toMatchObject({ seed_status: "inactive", proof: null });
    life.providersIamWrites();

    const outcomes = await life.apply();

    expect(outcomes.map(({ action }) => action)).toEqual(["none", "none", "update"]);
    expect(outcomes.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(life.providersIamWrites()).toEqual(["DeleteAccessKey"]);
    expect(models.retirement.state).toMatchObject({ seed_status: "retired", proof: "sts" });
    life.expectOneWorkingKey();
  });

  test("of a retirement fails on an id without its four parts", async () => {
    life = await Life.begin();
    const outcome = await life.models.retirement.import(TARGET);
    expect(errorOf(outcome)).toContain("[SEED_IMPORT_ID_MALFORMED]");
  });
});
