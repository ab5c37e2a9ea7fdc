import type { PlannedAnswer } from "../../../src/sandbox/gateway/planned-answers.js";
import { done, errorOf } from "../../support/provider/stage.js";
import { Life, NOTHING, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(120_000);

const KEY = "/keys/one";
/** A request is tried five times, and what is not confirmed is sent three times. */
const EACH_TIME = 15;
const change = { target: { key: KEY } };

let life: Life;
afterEach(() => life?.end());

/** A target whose key the gateway has replaced twice since its seed was retired. */
async function rotatedSince(target: object = {}): Promise<string> {
  life = await Life.begin();
  await life.apply({ target: { ...target } });
  await life.letGatewayTidyUp();
  const held = life.gateway.heldKeyId(TARGET) ?? "";
  expect(held).not.toBe(life.seedKeyId);
  life.commands();
  life.providersIamWrites();
  return held;
}

function expectTheSameKey(held: string): void {
  expect(life.gateway.heldKeyId(TARGET)).toBe(held);
  expect(life.keys()).toEqual([{ id: held, status: "Active" }]);
  expect(life.providersIamWrites()).toEqual([]);
}

const updatesOfTheTarget = () => life.commands().filter((command) => command === "target-update-aws").length;

test("a seeded target is made with its protection key, which the gateway tells without a secret", async () => {
  life = await Life.begin();
  await life.apply(change);
  expect(await life.somebody.protectionKey()).toBe(KEY);
  life.expectOneWorkingKey();
  expect(await life.apply(change)).toEqual(NOTHING);
});

test("another protection key is sent together with the key that the gateway has made since, which stays", async () => {
  const held = await rotatedSince();
  expect((await life.apply(change)).map(({ action }) => action)).toEqual(["update", "none", "none"]);
  expectTheSameKey(held);
  expect(await life.somebody.protectionKey()).toBe(KEY);
  expect(await life.apply(change)).toEqual(NOTHING);
});

test("a protection key that somebody else has set is seen, and set back", async () => {
  const held = await rotatedSince({ key: "/keys/two" });
  life.models.target.state = { ...life.models.target.state, key: KEY };
  expect((await life.apply(change)).map(({ action }) => action)).toEqual(["update", "none", "none"]);
  expectTheSameKey(held);
  expect(await life.somebody.protectionKey()).toBe(KEY);
});

test("a protection key that is taken out of the configuration stays, and nothing is sent", async () => {
  const held = await rotatedSince({ key: KEY });
  expect((await life.apply()).map(({ action }) => action)).toEqual(["update", "none", "none"]);
  expect(updatesOfTheTarget()).toBe(0);
  expectTheSameKey(held);
  expect(await life.somebody.protectionKey()).toBe(KEY);
  expect(await life.apply()).toEqual(NOTHING);
});

test("the region stays that an import has left open", async () => {
  const held = await rotatedSince({ region: "eu-west-1" });
  life.models.target.state = null;
  await life.models.target.import(`${TARGET},${life.userArn}`);
  await life.models.target.apply({ name: TARGET, seed_user_arn: life.userArn, key: KEY });
  expectTheSameKey(held);
  expect(await life.somebody.target()).toMatchObject({ region: "eu-west-1" });
  expect(await life.somebody.protectionKey()).toBe(KEY);
});

test.each(["targets.heldKey", "iam.keys", "targets.updateAws"])(
  "I3, I4: a run that dies right after %s leaves the key that it found, and the next apply goes on",
  async (call) => {
    const held = await rotatedSince();
    await life.applyAndDie(call, change);
    expect(life.gateway.heldKeyId(TARGET)).toBe(held);
    await life.apply(change);
    expectTheSameKey(held);
    expect(await life.somebody.protectionKey()).toBe(KEY);
    expect(await life.apply(change)).toEqual(NOTHING);
  },
);

test.each<[string, PlannedAnswer]>([
  ["is refused", { status: 400, body: { error: "no such key" } }],
  ["fails, each time", { status: 500, body: { error: "internal server error" }, times: EACH_TIME }],
  ["gets no answer, each time", { replyLost: true, times: EACH_TIME }],
])("I3, I4: an update that %s leaves the key, and the next apply goes on", async (_, answer) => {
  const held = await rotatedSince();
  life.gateway.answerNext("target-update-aws", answer);
  const [outcome = done("none")] = await life.apply(change);
  expect(errorOf(outcome)).toMatch(/\[(GATEWAY|SEED)_/);
  expect(life.gateway.heldKeyId(TARGET)).toBe(held);
  await life.newProcess();
  await life.apply(change);
  expectTheSameKey(held);
  expect(await life.somebody.protectionKey()).toBe(KEY);
});

test("I3: a rotation in the midst of it is told and mended at once; the next apply retires the new seed", async () => {
  life = await Life.begin();
  await life.apply();
  await life.newProcess({
    meanwhile: { before: "targets.updateAws", happens: () => life.somebody.rotate() },
  });

  const [outcome = done("none")] = await life.apply(change);
  expect(errorOf(outcome)).toContain("[SEED_REGION_CHANGE_RACED]");
  expect(life.models.target.state).toMatchObject({ gateway_record: "present", key: KEY });
  expect(life.gateway.heldKeyId(TARGET)).toBe(life.seedKeyId);
  expect(life.keys()).toEqual([{ id: life.seedKeyId, status: "Active" }]);
  expect(await life.somebody.protectionKey()).toBe(KEY);

  await life.newProcess();
  const outcomes = await life.apply(change);
  expect(outcomes.map(({ action }) => action)).toEqual(["none", "none", "update"]);
  life.expectOneWorkingKey();
  expect(await life.apply(change)).toEqual(NOTHING);
});

test("I3: a caller who may not read the key that the target holds changes nothing, and is told why", async () => {
  const held = await rotatedSince();
  life.somebody.forbidDetails();
  const [outcome = done("none")] = await life.apply(change);
  expect(errorOf(outcome)).toContain("[SEED_HELD_KEY_UNREADABLE]");
  expect(updatesOfTheTarget()).toBe(0);
  expect(life.gateway.heldKeyId(TARGET)).toBe(held);
});

test("a protection key is given to what a killed run has handed over without it", async () => {
  life = await Life.begin();
  await life.applyAndDie("targets.createAws");
  await life.apply(change);
  expect(await life.somebody.protectionKey()).toBe(KEY);
  life.expectOneWorkingKey();
});

test("a protection key goes along with a fresh seed", async () => {
  life = await Life.begin();
  await life.apply(change);
  const next = { target: { key: "/keys/two", seed_version: 1 } };
  await life.apply(next);
  expect(await life.somebody.protectionKey()).toBe("/keys/two");
  life.expectOneWorkingKey();
  expect(await life.apply(next)).toEqual(NOTHING);
});
