import { done, errorOf, takenOver } from "../../support/provider/stage.js";
import { Life, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

const PRODUCER = "/prod/aws-admin";

let life: Life;
afterEach(() => life?.end());

describe("where the caller may not read the target's details", () => {
  const proof_producer = PRODUCER;

  test("I2, I3: the seed is handed over, and retired by the proof of a credential that a producer issues", async () => {
    life = await Life.begin("rotate only");
    life.somebody.forbidDetails();
    // The producer needs the target, which there is not yet: the first apply can only fail to prove anything.
    const first = await life.apply({ retirement: { proof_producer } });
    expect(errorOf(first.at(-1) ?? done("none"))).toContain("[SEED_WORKING_KEY_UNPROVEN]");
    expect(life.keys().find(({ id }) => id === life.seedKeyId)?.status).toBe("Active");
    await life.somebody.newProducer(PRODUCER);

    const outcomes = await life.apply({ retirement: { proof_producer } });

    expect(outcomes.flatMap(({ diagnostics, complaints }) => [...diagnostics, ...complaints])).toEqual([]);
    expect(life.models.retirement.state).toMatchObject({
      proof: "dynamic_credential",
      seed_status: "retired",
    });
    life.expectOneWorkingKey();
    expect(life.gateway.events().filter(({ kind }) => kind === "issued").length).toBeGreaterThanOrEqual(2);
  });

  test("fails to retire without a producer, and touches nothing", async () => {
    life = await Life.begin();
    life.somebody.forbidDetails();
    const outcomes = await life.apply();
    expect(errorOf(outcomes.at(-1) ?? done("none"))).toContain("[SEED_PROOF_IMPOSSIBLE]");
    expect(life.providersIamWrites()).toEqual(["CreateAccessKey"]);
    expect(life.keys()).toEqual([{ id: life.seedKeyId, status: "Active" }]);
  });

  test("I4: adopts what was handed over before the process died", async () => {
    life = await Life.begin();
    life.somebody.forbidDetails();
    await life.applyAndDie("targets.createAws");
    const [outcome] = await life.apply();
    expect(outcome).toEqual(takenOver);
    expect(life.providersIamWrites()).toEqual(["CreateAccessKey"]);
    expect(life.gateway.heldKeyId(TARGET)).toBe(life.seedKeyId);
  });
});

test("I3: a rotation in the midst of a region change is told and mended at once; the next apply retires the new seed", async () => {
  life = await Life.begin();
  await life.apply();
  const change = { target: { region: "eu-west-1" } };
  await life.newProcess({
    meanwhile: { before: "targets.updateAws", happens: () => life.somebody.rotate() },
  });

  const [outcome = done("none")] = await life.apply(change);
  expect(errorOf(outcome)).toContain("[SEED_REGION_CHANGE_RACED]");
  expect(life.models.target.state).toMatchObject({ gateway_record: "present", region: "eu-west-1" });
  expect(life.gateway.heldKeyId(TARGET)).toBe(life.seedKeyId);
  expect(life.keys()).toEqual([{ id: life.seedKeyId, status: "Active" }]);

  await life.newProcess();
  const outcomes = await life.apply(change);
  expect(outcomes.map(({ action }) => action)).toEqual(["none", "none", "update"]);
  expect(outcomes.flatMap(({ complaints }) => complaints)).toEqual([]);
  life.expectOneWorkingKey();
  expect((await life.apply(change)).map(({ action }) => action)).toEqual(["none", "none", "none"]);
});

test("never rotates twice when the gateway rotates by itself right before it is asked", async () => {
  life = await Life.begin();
  await life.applyAndDie("creating rotator");
  // Another process begins later: what bears a mark of the same instant may be in the works elsewhere.
  await life.time.advance(1);
  await life.newProcess({ meanwhile: { before: "iam.user", happens: () => life.somebody.rotate() } });

  await life.apply();

  expect(life.gateway.events().filter(({ kind }) => kind === "rotated")).toHaveLength(1);
  life.expectOneWorkingKey();
});

test("I3: turns the seed on again when the working key stops to work in the quiet period, and deletes nothing", async () => {
  life = await Life.begin("rotate only");
  let broken = false;
  life.onWait = async () => {
    const seedIsOff = life.keys().some(({ status }) => status === "Inactive");
    if (!seedIsOff || broken) return;
    broken = true;
    await life.somebody.turnOff(life.gateway.heldKeyId(TARGET) ?? "");
  };

  const outcomes = await life.apply();

  expect(errorOf(outcomes.at(-1) ?? done("none"))).toContain("[SEED_HELD_KEY_INACTIVE]");
  expect(life.keys().find(({ id }) => id === life.seedKeyId)?.status).toBe("Active");
  expect(life.keys()).toHaveLength(2);
});

test("a later apply goes through after the working key was turned on again", async () => {
  life = await Life.begin("rotate only");
  await life.applyAndDie("rotators.rotateNow");
  const working = life.gateway.heldKeyId(TARGET) ?? "";
  await life.somebody.turnOff(working);
  const outcomes = await life.apply();
  expect(errorOf(outcomes.at(-1) ?? done("none"))).toContain(
    `aws iam update-access-key --user-name gw --access-key-id ${working} --status Active`,
  );

  await life.somebody.turnOn(working);
  await life.apply();
  life.expectOneWorkingKey();
});
