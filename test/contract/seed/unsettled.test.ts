import { masked } from "../../../src/domain/masked.js";
import { errorOf } from "../../support/provider/stage.js";
import { Life, NOTHING, READS, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let life: Life;
afterEach(() => life?.end());

const HOUR = 3_600;

test("I2: a key that a person has made is refused by the next apply, named, and left alone", async () => {
  life = await Life.begin();
  await life.apply();
  const id = await life.somebody.newKey();
  await life.time.advance(HOUR);
  life.providersIamWrites();

  await life.models.retirement.refresh();
  expect(life.models.retirement.state).toMatchObject({ seed_status: "unsettled" });
  const outcomes = await life.apply();

  const refused = outcomes.at(-1);
  expect(refused && errorOf(refused)).toContain("[SEED_UNKNOWN_KEY]");
  expect(refused && errorOf(refused)).toContain(masked(id));
  expect(life.providersIamWrites()).toEqual([]);

  await life.somebody.deleteKey(id);
  await life.apply();
  expect(await life.apply()).toEqual(NOTHING);
  life.expectOneWorkingKey();
});

test("I2: a clock that is a day behind AWS hides no key that a person has made", async () => {
  life = await Life.begin();
  await life.apply();
  life.secondsBehind = 24 * HOUR;
  const id = await life.somebody.newKey();
  await life.time.advance(HOUR);
  await life.models.retirement.refresh();
  expect(life.models.retirement.state).toMatchObject({ seed_status: "unsettled" });
  const refused = (await life.apply()).at(-1);
  expect(refused && errorOf(refused)).toContain("[SEED_UNKNOWN_KEY]");
  expect(refused && errorOf(refused)).toContain(masked(id));
});

test("a second key is no news while the gateway may be rotating", async () => {
  life = await Life.begin();
  await life.apply();
  await life.time.advance(HOUR);
  await life.somebody.newKey();
  expect(await life.apply()).toEqual(NOTHING);
});

test("I8: keys that are there before the first target are refused when it is planned, named, and left alone", async () => {
  life = await Life.begin();
  const ids = [await life.somebody.newKey(), await life.somebody.newKey()];
  const before = life.keys();
  life.commands();
  life.providersIamWrites();

  const planned = await life.models.target.plan({ name: TARGET, seed_user_arn: life.userArn });
  for (const error of [errorOf(planned), errorOf((await life.apply())[0] ?? planned)]) {
    expect(error).toContain("[SEED_KEY_NOT_OURS]");
    for (const id of ids) {
      expect(error).toContain(masked(id));
      expect(error).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${id}`);
    }
  }

  expect(life.keys()).toEqual(before);
  expect(life.providersIamWrites()).toEqual([]);
  expect(life.commands().filter((command) => !READS.includes(command))).toEqual([]);

  for (const id of ids) await life.somebody.deleteKey(id);
  await life.apply();
  life.expectOneWorkingKey();
});

test("I6: a destroy is refused before its first write by a key that is not ours, and goes through without it", async () => {
  life = await Life.begin();
  await life.apply();
  const id = await life.somebody.newKey();
  const before = life.keys();
  life.providersIamWrites();

  const refused = (await life.destroy()).at(-1);
  expect(refused && errorOf(refused)).toContain("[SEED_KEY_NOT_OURS]");
  expect(refused && errorOf(refused)).toContain(masked(id));
  expect(life.keys()).toEqual(before);
  expect(life.gateway.heldKeyId(TARGET)).toBeDefined();
  expect(life.providersIamWrites()).toEqual([]);

  await life.somebody.deleteKey(id);
  await life.destroy();
  expect(life.keys()).toEqual([]);
  await life.somebody.deleteUser();
});
