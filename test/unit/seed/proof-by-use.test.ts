import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import type { SeedWorld } from "../../../src/seed/index.js";
import { proveByIdentity, proveByIssuing } from "../../../src/seed/proof-by-use.js";
import { FakeCloud, PRODUCER, USER_ARN } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

const pair = { id: "AKIAIOSFODNN7EXAMPLE", secret: new SecretText("s") };

/** A world in which STS answers as scripted, and the moments of the calls in milliseconds. */
function answering(answers: (call: number) => boolean, settleSeconds = 10) {
  const cloud = new FakeCloud();
  const begin = cloud.clock.now().getTime();
  const moments: number[] = [];
  const iam: SeedWorld["iam"] = {
    ...cloud.iam,
    whoIs: async () => {
      moments.push(cloud.clock.now().getTime() - begin);
      return answers(moments.length) ? { arn: USER_ARN } : { refused: "InvalidClientTokenId" };
    },
  };
  return { world: worldOn(cloud, { iam, settleSeconds }), moments };
}

test.each([
  [0, 3],
  [5, 3],
  [10, 3],
  [30, 7],
  [60, 13],
])("spreads its successes over %i s, %i of them", async (settleSeconds, expected) => {
  const { world, moments } = answering(() => true, settleSeconds);
  await expect(proveByIdentity(world, subject.user, pair)).resolves.toEqual({ proven: true });
  expect(moments).toHaveLength(expected);
  expect(moments.at(-1)).toBeGreaterThanOrEqual(settleSeconds * 1000);
  expect(moments.at(-1)).toBeLessThanOrEqual(settleSeconds * 1250);
});

test("begins to count anew after each refusal", async () => {
  const { world, moments } = answering((call) => call !== 3);
  await expect(proveByIdentity(world, subject.user, pair)).resolves.toEqual({ proven: true });
  expect(moments).toHaveLength(6);
  expect((moments[5] ?? 0) - (moments[3] ?? 0)).toBeGreaterThanOrEqual(10_000);
});

test("fails after two minutes of answers that alternate, and says why", async () => {
  const { world, moments } = answering((call) => call % 2 === 0);
  await expect(proveByIdentity(world, subject.user, pair)).resolves.toEqual({
    proven: false,
    why: "InvalidClientTokenId",
  });
  expect(moments.at(-1)).toBeLessThanOrEqual(120_000);
  expect(moments.at(-1)).toBeGreaterThan(110_000);
});

test("stops at once when it is interrupted", async () => {
  const stop = new AbortController();
  const { world, moments } = answering((call) => {
    if (call === 2) stop.abort(new Error("stop"));
    return true;
  });
  await expect(proveByIdentity({ ...world, signal: stop.signal }, subject.user, pair)).rejects.toThrow(
    "stop",
  );
  expect(moments).toHaveLength(2);
});

test("asks a producer again while the new key does not work everywhere", async () => {
  const cloud = new FakeCloud({ flappingMs: 1 });
  cloud.hold(cloud.makeKey());
  await expect(proveByIssuing(worldOn(cloud), PRODUCER)).resolves.toEqual({ proven: true });
  expect(cloud.history.map(({ call }) => call)).toEqual(["proveByIssuing", "proveByIssuing"]);
});

test("fails when a producer issues nothing within two minutes, and says why", async () => {
  const cloud = new FakeCloud();
  cloud.hold(cloud.makeKey()).status = "Inactive";
  await expect(proveByIssuing(worldOn(cloud), PRODUCER)).resolves.toEqual({
    proven: false,
    why: "the gateway answered 500",
  });
});

test.each(["GATEWAY_OBJECT_MISSING", "GATEWAY_PERMISSION_DENIED", "GATEWAY_UNAUTHENTICATED"] as const)(
  "fails at once when asking again cannot help (%s)",
  async (code) => {
    const cloud = new FakeCloud();
    let asked = 0;
    const gateway: SeedWorld["gateway"] = {
      ...cloud.gateway,
      proveByIssuing: async () => {
        asked += 1;
        throw new Fault(code, {
          doing: "issuing",
          seen: "the gateway said no",
          state: "Nothing was changed.",
        });
      },
    };
    await expect(proveByIssuing(worldOn(cloud, { gateway }), PRODUCER)).resolves.toEqual({
      proven: false,
      why: "the gateway said no",
    });
    expect(asked).toBe(1);
  },
);
