import type { Clock } from "../../../src/domain/clock.js";
import { Fault } from "../../../src/errors/fault.js";
import { keepMachineKey } from "../../../src/machine/index.js";
import { rotationFunction } from "../../../src/rotation/index.js";
import { AwsBench } from "../../support/aws-sandbox.js";
import { Crash } from "../../support/die-after.js";
import { MachineSystems } from "../../support/machine/systems.js";

const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;
const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

interface StepEvent {
  readonly Step: string;
}

let bench: AwsBench;
let systems: MachineSystems;
let lambda: string;

/** The sandbox's time for one function; what it sleeps passes for it alone, and at once. */
function ownTime(): Clock & { pass(ms: number): void } {
  let ahead = 0;
  const pass = (ms: number) => {
    ahead += ms;
  };
  return {
    now: () => new Date(bench.clock.now().getTime() + ahead),
    random: () => 0.5,
    sleep: async (ms) => pass(ms),
    pass,
  };
}

beforeEach(async () => {
  bench = await AwsBench.open();
  systems = await new MachineSystems(bench.sandbox.url, bench.sandbox.deployer, ownTime()).create("pusher");
  lambda = `arn:aws:lambda:eu-west-1:${bench.sandbox.accountId}:function:rotate`;
  jest.replaceProperty(process, "env", {
    ...process.env,
    AWS_ENDPOINT_URL: bench.sandbox.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: bench.sandbox.deployer.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bench.sandbox.deployer.secretAccessKey,
  });
  bench.sandbox.provideFunction("rotate", newProcess());
});

afterEach(async () => {
  systems.close();
  await bench.close();
});

/** The function as a process of its own, which Lambda starts when it likes. */
function newProcess() {
  return rotationFunction({
    userArn: systems.userArn,
    secretArn: systems.arn,
    graceSeconds: WEEK_SECONDS,
    quietSeconds: 0,
    settleSeconds: 0,
    clock: ownTime(),
    log: { log: () => {} },
  });
}

async function rotated(): Promise<string> {
  await systems.rotate(lambda);
  await bench.sandbox.rotationsDone();
  return (await systems.value()).AWS_ACCESS_KEY_ID ?? "";
}

const asked = () => bench.sandbox.rotations().map(({ step, failed }) => `${step}${failed ? " failed" : ""}`);
const created = () => bench.sandbox.everCreatedKeyIds();

test("gives an empty secret its first key, in four steps", async () => {
  const keyId = await rotated();
  expect(asked()).toEqual(STEPS);
  expect(await systems.keyIds()).toEqual([keyId]);
});

test("rotates with overlap, and a scheduled event ends the old key once its grace is over", async () => {
  const old = await rotated();
  const keyId = await rotated();
  expect(await systems.keyIds()).toEqual(expect.arrayContaining([old, keyId]));

  const look = newProcess();
  await expect(look({})).resolves.toMatchObject({ kept: [{ why: "its grace is not over" }] });
  expect(await systems.keyIds()).toHaveLength(2);
  await bench.clock.advance(WEEK_SECONDS + 60);
  await expect(look({ source: "aws.events" })).resolves.toMatchObject({ kept: [] });
  expect(await systems.keyIds()).toEqual([keyId]);
});

test("the first scheduled event gives an empty secret its key, where no rotation does", async () => {
  await systems.rotate(lambda, { RotateImmediately: false });
  await bench.sandbox.rotationsDone();
  expect(asked()).toEqual(["testSecret"]);
  expect(await systems.keyIds()).toEqual([]);
  await newProcess()({});
  expect(await systems.keyIds()).toEqual([(await systems.value()).AWS_ACCESS_KEY_ID]);
});

test("the next scheduled event goes on with the first key of one that was killed", async () => {
  await systems.rotate(lambda, { RotateImmediately: false });
  await bench.sandbox.rotationsDone();
  const world = systems.world();
  const promote = async () => Promise.reject(new Crash("promote"));
  const vault = { ...world.vault, promote };
  const untold = { purpose: null, purposeSuffices: false };
  const aim = {
    kind: "fresh",
    known: null,
    ...untold,
    version: null,
    reach: "current",
    mints: true,
  } as const;
  const killed = keepMachineKey({ ...world, vault }, systems.job({ owner: "function", aim }));
  await expect(killed).rejects.toThrow(Crash);
  const [keyId] = created();
  await expect(newProcess()({})).resolves.toMatchObject({ kept: [], key: expect.any(String) });
  expect((await systems.value()).AWS_ACCESS_KEY_ID).toBe(keyId);
  expect(await systems.keyIds()).toEqual([keyId]);
});

test("every step may come twice: one key is made", async () => {
  const old = await rotated();
  bench.sandbox.provideFunction("rotate", async (event) => {
    await newProcess()(event);
    return newProcess()(event);
  });
  const keyId = await rotated();
  expect(keyId).not.toBe(old);
  expect(created()).toEqual([old, keyId]);
  expect(asked().filter((step) => step.endsWith("failed"))).toEqual([]);
});

test.each(STEPS)(
  "a function that is killed in %s is called again, and goes on from there",
  async (killed) => {
    const old = await rotated();
    let left = 2;
    bench.sandbox.provideFunction("rotate", async (event) => {
      const report = await newProcess()(event);
      if ((event as StepEvent).Step === killed && left-- > 0) throw new Error("killed");
      return report;
    });
    const keyId = await rotated();
    expect(created()).toEqual([old, keyId]);
    expect(await systems.keyIds()).toHaveLength(2);
  },
);

test.each(["CreateAccessKey", "PutSecretValue", "UpdateSecretVersionStage"])(
  "a lost answer of %s leaves no third key and no orphan",
  async (action) => {
    const old = await rotated();
    bench.sandbox.answerNext(action, { replyLost: true });
    const keyId = await rotated();
    expect(await systems.keyIds()).toEqual(expect.arrayContaining([old, keyId]));
    expect(await systems.keyIds()).toHaveLength(2);
    expect(keyId).not.toBe(old);
  },
);

test("a step of a rotation that is over is refused, and changes nothing", async () => {
  const versions: string[] = [];
  bench.sandbox.provideFunction("rotate", (event) => {
    versions.push((event as { ClientRequestToken: string }).ClientRequestToken);
    return newProcess()(event);
  });
  await rotated();
  const keyId = await rotated();
  const [first] = versions;
  const late = { Step: "finishSecret", SecretId: systems.arn, ClientRequestToken: first };
  await expect(newProcess()(late)).rejects.toMatchObject({ code: "MACHINE_NOTHING_PENDING" });
  expect((await systems.value()).AWS_ACCESS_KEY_ID).toBe(keyId);
});

test("a rotation within the grace fails with the reason, and the secret stays as it is", async () => {
  await rotated();
  const keyId = await rotated();
  const failures: string[] = [];
  bench.sandbox.provideFunction("rotate", (event) =>
    newProcess()(event).catch((error: unknown) => {
      if (Fault.is(error)) failures.push(`${error.code} ${error.details.seen}`);
      throw error;
    }),
  );
  expect(await rotated()).toBe(keyId);
  expect(failures[0]).toMatch(/^MACHINE_KEY_STILL_NEEDED .*its grace lasts until/);
  expect(created()).toHaveLength(2);
});

test("a secret with this function is not the resource's", async () => {
  const keyId = await rotated();
  await expect(systems.fresh(keyId)).rejects.toMatchObject({ code: "MACHINE_TWO_OWNERS" });
  expect(await systems.keyIds()).toEqual([keyId]);
});

test("an event for another secret is refused", async () => {
  const event = {
    Step: "createSecret",
    SecretId: "arn:aws:secretsmanager:eu-west-1:1:secret:x",
    ClientRequestToken: "t",
  };
  await expect(newProcess()(event)).rejects.toMatchObject({ code: "ROTATION_EVENT_MALFORMED" });
});
