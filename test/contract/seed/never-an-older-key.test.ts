import { Life, NOTHING, READS, ROTATOR, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let life: Life;
afterEach(() => life?.end());

const sends = (commands: readonly string[]) =>
  commands.filter((command) => /^target-|^update-target/.test(command) && !READS.includes(command));

/** A target whose key the gateway has replaced twice since its seed was retired. */
async function rotatedSince(): Promise<string> {
  life = await Life.begin();
  await life.apply();
  await life.letGatewayTidyUp();
  const held = life.gateway.heldKeyId(TARGET) ?? "";
  expect(held).not.toBe(life.seedKeyId);
  life.commands();
  life.providersIamWrites();
  return held;
}

/** I8: the gateway works with what it worked with, nobody has minted or ended a key, and nothing was sent. */
function expectUntouched(held: string): void {
  expect(life.gateway.heldKeyId(TARGET)).toBe(held);
  expect(life.keys()).toEqual([{ id: held, status: "Active" }]);
  expect(life.providersIamWrites()).toEqual([]);
}

describe("a working key stays, and no older one is sent over it", () => {
  test("when the target was taken for one that has lost its key", async () => {
    const held = await rotatedSince();
    const { seedKeyId } = life;
    const { state } = life.models.target;
    life.models.target.state = { ...state, gateway_record: "keyless" };

    await life.apply();

    expectUntouched(held);
    expect(sends(life.commands())).toEqual([]);
    expect(life.models.target.state).toMatchObject({ gateway_record: "present", seed_key_id: seedKeyId });
    expect(await life.apply()).toEqual(NOTHING);
  });

  test("when the target is imported together with its user", async () => {
    const held = await rotatedSince();
    life.models.target.state = null;
    await life.models.target.import(`${TARGET},${life.userArn}`);
    await life.models.target.apply({ name: TARGET, seed_user_arn: life.userArn });
    expectUntouched(held);
    expect(sends(life.commands())).toEqual([]);
  });

  test("when the target is imported without its user, which the configuration names, and a seed_version", async () => {
    const held = await rotatedSince();
    life.models.target.state = null;
    await life.models.target.import(TARGET);
    await life.models.target.apply({ name: TARGET, seed_user_arn: life.userArn, seed_version: 1 });
    expectUntouched(held);
    expect(sends(life.commands())).toEqual([]);
  });

  test("when an import tells the seed_version", async () => {
    const held = await rotatedSince();
    life.models.target.state = null;
    await life.models.target.import(`${TARGET},${life.userArn},seed_version=3`);
    const outcome = await life.models.target.apply({
      name: TARGET,
      seed_user_arn: life.userArn,
      seed_version: 3,
    });
    expect(outcome.action).toBe("none");
    expectUntouched(held);
  });

  test("when the state was written before the gateway's number and the seed's id were known", async () => {
    const held = await rotatedSince();
    const { state } = life.models.target;
    life.models.target.state = { ...state, target_id: null, seed_key_id: null };
    await life.models.target.apply({ name: TARGET, seed_user_arn: life.userArn });
    expectUntouched(held);
    expect(sends(life.commands())).toEqual([]);
  });

  test("when another region is asked for after a rotation that nobody has seen", async () => {
    const held = await rotatedSince();
    await life.apply({ target: { region: "eu-west-1" } });
    expectUntouched(held);
    expect(await life.somebody.target()).toMatchObject({ region: "eu-west-1" });
  });

  test("when the retirement is imported with an older seed", async () => {
    const held = await rotatedSince();
    const { retirement } = life.models;
    retirement.state = null;
    await retirement.import([TARGET, ROTATOR, life.userArn, life.seedKeyId].join(","));
    await life.apply();
    expectUntouched(held);
  });
});
