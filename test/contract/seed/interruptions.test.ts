import { done, errorOf } from "../../support/provider/stage.js";
import { Life, NOTHING, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

const WARNINGS: { readonly [call: string]: string } = {
  "iam.createKey": "Leftover access key deleted",
  "targets.createAws": "Unfinished object taken over",
};

let life: Life;
afterEach(() => life?.end());

describe("I4: a later apply goes through after the process died right after", () => {
  test.each([
    ["iam.createKey", "rotate and delete"],
    ["targets.createAws", "rotate and delete"],
    ["targets.createAws", "rotate only"],
    ["rotators.rotateNow", "rotate and delete"],
    ["rotators.rotateNow", "rotate only"],
    ["iam.setKeyStatus", "rotate only"],
    ["iam.deleteKey", "rotate only"],
  ] as const)("%s, the gateway's user being allowed to %s", async (call, selfService) => {
    life = await Life.begin(selfService);
    await life.applyAndDie(call);
    expect(life.keys().length).toBeLessThanOrEqual(2);

    const outcomes = await life.apply();

    expect(outcomes.flatMap(({ complaints }) => complaints)).toEqual([]);
    // Neither is a key cleared away silently, nor a target taken over.
    const told = outcomes.flatMap(({ diagnostics }) =>
      diagnostics.map(({ severity, summary }) => [severity, summary]),
    );
    const warning = WARNINGS[call];
    expect(told).toEqual(warning === undefined ? [] : [["warning", warning]]);
    life.expectOneWorkingKey();
    const everMade = life.aws.everCreatedKeyIds().length;
    // The seed, the working key, and one more only where the first seed's secret died with its process.
    expect(everMade).toBe(call === "iam.createKey" ? 3 : 2);
    expect(life.gateway.events().filter(({ kind }) => kind === "rotated")).toHaveLength(1);
    expect(await life.apply()).toEqual(NOTHING);
    await life.letGatewayTidyUp();
    await life.destroy();
    expect(life.keys()).toEqual([]);
  });

  test.each(["targets.remove", "iam.setKeyStatus", "iam.deleteKey"])("%s, in a destroy", async (call) => {
    life = await Life.begin();
    await life.apply();
    await life.destroyAndDie(call);

    await life.destroy();

    expect(life.models.target.state).toBeNull();
    expect(life.keys()).toEqual([]);
    await life.somebody.deleteUser();
  });
});

describe("I4: one apply goes through although the answer is lost of", () => {
  test("CreateAccessKey", async () => {
    life = await Life.begin();
    life.aws.answerNext("CreateAccessKey", { replyLost: true });
    await life.apply();
    life.expectOneWorkingKey();
    expect(life.providersIamWrites()).toEqual([
      "CreateAccessKey",
      "UpdateAccessKey Inactive",
      "DeleteAccessKey",
      "CreateAccessKey",
    ]);
  });

  test("the target's creation", async () => {
    life = await Life.begin();
    life.gateway.answerNext("target-create-aws", { replyLost: true });
    await life.apply();
    life.expectOneWorkingKey();
    expect(life.providersIamWrites()).toEqual(["CreateAccessKey"]);
    expect(life.commands().filter((command) => command === "target-create-aws")).toHaveLength(1);
  });

  test("the rotation", async () => {
    life = await Life.begin("rotate only");
    life.gateway.answerNext("gateway-rotate-secret", { replyLost: true });
    await life.apply();
    life.expectOneWorkingKey();
    expect(life.commands().filter((command) => command === "gateway-rotate-secret")).toHaveLength(1);
  });
});

test("I4: a target whose number could not be read after the hand-over is tracked, and replaced by the next apply", async () => {
  life = await Life.begin();
  life.gateway.answerNext("target-get", { status: 500, body: { error: "internal server error" }, times: 5 });
  const [outcome = done("none")] = await life.apply();
  expect(errorOf(outcome)).toContain("[GATEWAY_FAILED]");
  expect(life.models.target.isTainted).toBe(true);

  const outcomes = await life.apply();

  expect(outcomes.map(({ action }) => action)).toEqual(["replace", "create", "create"]);
  life.expectOneWorkingKey();
});

describe("Ctrl-C", () => {
  test("while the new key is waited for: says what is there, and the next apply cleans it up", async () => {
    life = await Life.begin();
    life.onWait = () => life.stop();
    const [outcome = done("none")] = await life.apply();
    expect(errorOf(outcome)).toContain("[SEED_INTERRUPTED]");
    expect(errorOf(outcome)).toContain("exists and nobody holds its secret");
    expect(life.models.target.isTainted).toBe(true);

    life.onWait = () => {};
    await life.newProcess();
    expect((await life.apply()).map(({ action }) => action)).toEqual(["replace", "create", "create"]);
    life.expectOneWorkingKey();
  });

  test("before the hand-over, and a target of the same name made by somebody else: that one is left alone", async () => {
    life = await Life.begin();
    life.onWait = () => life.stop();
    await life.apply();
    life.onWait = () => {};
    await life.newProcess();
    await life.somebody.foreignTarget();

    const [outcome = done("none")] = await life.apply();

    expect(errorOf(outcome)).toContain("[SEED_TARGET_EXISTS]");
    expect(life.keys()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBe("AKIAFOREIGNFOREIGN00");
  });

  test("in the quiet period: leaves the seed off, and the next apply goes on", async () => {
    life = await Life.begin("rotate only");
    life.onWait = () => {
      if (life.keys().some(({ status }) => status === "Inactive")) life.stop();
    };
    const outcomes = await life.apply();
    expect(errorOf(outcomes.at(-1) ?? done("none"))).toContain("is turned off but not deleted");

    life.onWait = () => {};
    await life.newProcess();
    await life.apply();
    life.expectOneWorkingKey();
    expect(life.gateway.events().filter(({ kind }) => kind === "rotated")).toHaveLength(1);
  });
});
