import { masked } from "../../../src/domain/masked.js";
import { errorOf } from "../../support/provider/stage.js";
import { Life, NOTHING, TARGET } from "../../support/seed/life.js";

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

test("a key that is there before the first target is cleared away, and said to be", async () => {
  life = await Life.begin();
  const id = await life.somebody.newKey();
  const [target] = await life.apply();
  expect(target?.diagnostics).toEqual([
    expect.objectContaining({ severity: "warning", detail: expect.stringContaining(masked(id)) }),
  ]);
  life.expectOneWorkingKey();
});

test("a destroy that takes more than the working key along says which", async () => {
  life = await Life.begin();
  await life.apply();
  const working = life.gateway.heldKeyId(TARGET) ?? "";
  const id = await life.somebody.newKey();
  const outcomes = await life.destroy();
  const told = outcomes.flatMap(({ diagnostics }) => diagnostics.map(({ detail }) => detail)).join("\n");
  expect(told).toContain(masked(id));
  expect(told).toContain(masked(working));
  expect(life.keys()).toEqual([]);
});
