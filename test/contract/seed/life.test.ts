import { done } from "../../support/provider/stage.js";
import { DAY, Life, NOTHING, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let life: Life;
afterEach(() => life?.end());

describe.each([
  // The gateway itself deletes what it replaced, or leaves that to the retirement.
  ["rotate and delete", ["CreateAccessKey"]],
  ["rotate only", ["CreateAccessKey", "UpdateAccessKey Inactive", "DeleteAccessKey"]],
] as const)("a gateway whose user may %s", (selfService, writes) => {
  test("I2, I5, I6: is bootstrapped by one apply, left alone by the next ones, and destroyed without a key left", async () => {
    life = await Life.begin(selfService);

    expect(await life.apply()).toEqual([done("create"), done("create"), done("create")]);
    life.expectOneWorkingKey();
    expect(life.providersIamWrites()).toEqual(writes);
    expect(life.models.retirement.state).toMatchObject({ seed_status: "retired", proof: "sts" });

    expect(await life.apply()).toEqual(NOTHING);
    expect(life.providersIamWrites()).toEqual([]);

    if (selfService === "rotate and delete") {
      const before = life.gateway.heldKeyId(TARGET);
      await life.time.advance(2 * DAY);
      expect(life.gateway.heldKeyId(TARGET)).not.toBe(before);
      expect(await life.apply()).toEqual(NOTHING);
      expect(life.providersIamWrites()).toEqual([]);
      life.expectOneWorkingKey();
    }

    await life.letGatewayTidyUp();
    expect(await life.destroy()).toEqual([done("delete"), done("delete"), done("delete")]);
    expect(life.keys()).toEqual([]);
    await expect(life.somebody.deleteUser()).resolves.toBeUndefined();
  });
});

test("I1: no secret that either side ever issued is in any state, diagnostic or log line", async () => {
  life = await Life.begin("rotate only");
  await life.apply();
  await life.apply({ target: { region: "eu-west-1" } });
  await life.apply();
  await life.destroy();

  const written = [...life.written, life.log.text].join("\n");
  const secrets = [...life.aws.issuedSecrets(), ...life.gateway.issuedSecrets()];
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  expect(life.log.text).toContain("minted access key AKIA…");
});

test("a refresh asks the gateway for metadata only, and IAM for a list", async () => {
  life = await Life.begin();
  await life.apply();
  life.commands();
  const before = life.aws.calls().length;

  await life.apply();

  expect(life.commands()).toEqual(["target-get", "describe-item"]);
  const asked = life.aws
    .calls()
    .slice(before)
    .map(({ action }) => action);
  expect(asked).toEqual(["ListAccessKeys", "ListAccessKeys"]);
});

test("I3: waits until keys work that flap while AWS spreads them", async () => {
  life = await Life.begin("rotate only");
  life.aws.setPropagation({ delayMs: 30_000, flapping: true });
  const outcomes = await life.apply();
  expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  life.expectOneWorkingKey();
  const refused = life.aws.calls().filter(({ error }) => error === "InvalidClientTokenId");
  expect(refused.length).toBeGreaterThan(1);
});
