import { createHmac } from "node:crypto";
import { connect } from "node:net";
import type { Clock } from "../../../src/domain/clock.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { systemClock } from "../../../src/domain/system-clock.js";
import { httpCallbackClient } from "../../../src/hook/callback.js";
import { SERVER_LIMITS } from "../../../src/hook/http-server.js";
import { type ReceiverOptions, type RunningHook, serveHook, targetsFrom } from "../../../src/hook/index.js";
import { failure } from "../../support/failure.js";
import { FakeHcp } from "../../support/hcp/fake-hcp.js";
import { RecordingHookLog } from "../../support/hook/recording-log.js";
import { eventually } from "../../support/protocol/eventually.js";
import { entryWith } from "../../support/seed/entry.js";
import { FakeCloud, ROTATOR, TARGET, USER_ARN } from "../../support/seed/fake-cloud.js";
import { worldOn } from "../../support/seed/world.js";

const KEY = "hmac-key-of-the-run-task";
const TOKEN = "token-of-the-notification";

let hcp: FakeHcp;
let hook: RunningHook;
let log: RecordingHookLog;
let cloud: FakeCloud;

beforeEach(async () => {
  hcp = await FakeHcp.start();
});
afterEach(async () => {
  await hook?.stop(0);
  await hcp.close();
});

/** A hook on a free port of this machine, in front of a cloud in memory on which a seed was handed over. */
async function start(change: Partial<ReceiverOptions> = {}): Promise<void> {
  log = new RecordingHookLog();
  cloud = new FakeCloud();
  const seed = cloud.hold(cloud.makeKey(3_600_000));
  const createdAt = new Date(seed.createdAt.getTime() + 60_000);
  if (cloud.target) cloud.target = { ...cloud.target, createdAt };
  const entry = entryWith({ work: null, minted: seed.id });
  cloud.journal.entries.set(TARGET, { entry, version: 1 });
  hook = await serveHook({
    targets: targetsFrom(
      { targets: [{ target: TARGET, rotator: ROTATOR, seed_user_arn: USER_ARN }] },
      "test",
    ),
    taskKey: new SecretText(KEY),
    notificationToken: new SecretText(TOKEN),
    callbacks: { hostnames: ["app.terraform.io"], loopback: true },
    client: httpCallbackClient("latchkey/9.9.9", 2_000),
    worlds: (signal, progress) => worldOn(cloud, { signal, progress }),
    clock: systemClock,
    log,
    port: 0,
    ...change,
  });
}

/** Sends raw text and gives everything that comes back until the other side hangs up. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(hook.urls.run_task);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on("data", (piece) => {
      answer += piece.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

test("HCP Terraform may save the run task with the right key, and not with a wrong one or none", async () => {
  await start();
  await expect(hcp.verifyRunTask(hook.urls.run_task, KEY)).resolves.toBe(true);
  await expect(hcp.verifyRunTask(hook.urls.run_task, "another key")).resolves.toBe(false);
  await expect(hcp.verifyRunTask(hook.urls.run_task, null)).resolves.toBe(false);
  expect(hcp.callbacks).toBe(0);
  expect(cloud.history).toEqual([]);
});

test("an applied run's task passes with an outcome that HCP Terraform takes", async () => {
  await start();
  const { result, sent } = await hcp.runTask(hook.urls.run_task, { key: KEY });
  const { status, message, outcomes } = await result.finished;
  expect(sent.answers).toEqual([200]);
  expect({ status, message }).toEqual({
    status: "passed",
    message: expect.stringMatching(/^The seed AKIA….{4} of \/prod\/aws is retired$/),
  });
  expect(outcomes).toMatchObject([
    {
      "outcome-id": "/prod/aws",
      body: expect.stringContaining("| Working key |"),
      tags: { Status: [{ label: "Retired", level: "info" }], Severity: [{ label: "None", level: "none" }] },
    },
  ]);
  expect(result.updates[0]?.status).toBe("running");
  expect(result.refused).toEqual([]);
});

test("a forged run task is refused every time that it comes", async () => {
  await start();
  const { result, sent } = await hcp.runTask(hook.urls.run_task, { key: "another key" });
  expect(sent.answers).toEqual([401, 401, 401, 401]);
  expect(result.status).toBe("pending");
  expect(cloud.history).toEqual([]);
});

test("a body that was changed on its way is refused", async () => {
  await start();
  const { sent } = await hcp.runTask(hook.urls.run_task, { key: KEY, stage: "pre_plan" });
  const changed = { ...sent, body: sent.body.replace("pre_plan", "post_apply") };
  await expect(hcp.send(hook.urls.run_task, changed)).resolves.toBe(401);
});

test("the very same request, sent again a hundred times, is acted on once", async () => {
  await start();
  const { result, sent } = await hcp.runTask(hook.urls.run_task, { key: KEY });
  const statuses = await Promise.all(Array.from({ length: 100 }, () => hcp.send(hook.urls.run_task, sent)));
  await result.finished;
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(cloud.rotationsAsked).toBe(1);
  expect(result.updates.filter(({ status }) => status !== "running")).toHaveLength(1);
  expect(result.refused).toEqual([]);
});

test("a flood of runs is taken as far as there is room, HCP Terraform comes again for the rest, and all are told", async () => {
  await start({ capacity: 3 });
  const floods = await Promise.all(
    Array.from({ length: 60 }, () => hcp.runTask(hook.urls.run_task, { key: KEY })),
  );
  const taken = floods.filter(({ sent }) => sent.answers.at(-1) === 200);
  await Promise.all(taken.map(({ result }) => result.finished));
  expect(taken.length).toBeGreaterThanOrEqual(7);
  for (const { sent } of floods)
    expect(sent.answers.every((status) => [200, 503].includes(status))).toBe(true);
  expect(cloud.keys).toHaveLength(1);
  expect(cloud.iamWrites()).toHaveLength(2);
});

test("a callback that fails for a while is told in the end", async () => {
  await start();
  hcp.faultCallbacks("cut", { status: 503 }, { status: 429, headers: { "retry-after": "0" } });
  const { result } = await hcp.runTask(hook.urls.run_task, { key: KEY });
  await expect(result.finished).resolves.toMatchObject({ status: "passed" });
  expect(log.events()).toContain("callback.retried");
});

test("a callback that is refused for good is logged, with the result that nobody took", async () => {
  await start();
  hcp.faultCallbacks({ status: 401 }, { status: 401 });
  await hcp.runTask(hook.urls.run_task, { key: KEY });
  await eventually(() => expect(log.of("callback.failed")).toHaveLength(1));
  expect(log.of("callback.failed")[0]?.message).toMatch(/it was answered 401.*is retired/);
  expect(cloud.keys).toHaveLength(1);
});

test("a callback URL behind which nobody listens does not hinder the retirement, and is given up", async () => {
  // Whoever sleeps wakes at once, and so much later it is.
  let slept = 0;
  const hasty: Clock = {
    ...systemClock,
    now: () => new Date(Date.now() + slept),
    sleep: async (ms, signal) => {
      await systemClock.sleep(1, signal);
      slept += ms;
    },
  };
  await start({ clock: hasty });
  const nobody = await FakeHcp.start();
  const callbackUrl = `${nobody.url}/api/v2/task-results/x/callback`;
  await nobody.close();
  await hcp.runTask(hook.urls.run_task, { key: KEY, callbackUrl });
  await eventually(() => expect(log.events()).toContain("callback.failed"));
  expect(log.of("callback.failed")).toMatchObject([
    { message: expect.stringContaining("ECONNREFUSED"), fields: { status: "passed" } },
  ]);
  expect(cloud.keys).toHaveLength(1);
});

test("a notification is verified, and then retires what a failed run has left", async () => {
  await start();
  const { notification } = hook.urls;
  const verified = await hcp.notify(notification, { trigger: "verification", token: TOKEN });
  const forged = await hcp.notify(notification, { trigger: "run:errored", token: "another" });
  expect([verified.answers, forged.answers, cloud.history]).toEqual([[200], [401], []]);

  await hcp.notify(notification, {
    trigger: "run:completed",
    runStatus: "planned_and_finished",
    token: TOKEN,
  });
  expect(cloud.history).toEqual([]);

  await hcp.notify(notification, { trigger: "run:errored", token: TOKEN });
  await eventually(() => expect(log.events()).toContain("seed.retired"));
  expect(cloud.keys).toHaveLength(1);
});

test("health tells that it is alive and how long the queue is", async () => {
  await start();
  const health = await fetch(hook.urls.health);
  expect(health.status).toBe(200);
  await expect(health.json()).resolves.toEqual({
    status: "ok",
    waiting: 0,
    running: 0,
    capacity: 100,
    delivering: 0,
    undelivered: 0,
    failing: 0,
    looked_at: null,
  });
  expect((await fetch(hook.urls.health, { method: "HEAD" })).status).toBe(200);
});

test("only what is served is answered, by the method that it takes", async () => {
  await start();
  const { origin } = new URL(hook.urls.health);
  const answers = await Promise.all([
    fetch(`${origin}/`),
    fetch(`${origin}/run-task`),
    fetch(`${origin}/notification?x=1`, { method: "PUT" }),
    fetch(`${origin}/healthz`, { method: "POST" }),
  ]);
  expect(answers.map(({ status, headers }) => [status, headers.get("allow")])).toEqual([
    [404, null],
    [405, "POST"],
    [405, "POST"],
    [405, "GET, HEAD"],
  ]);
});

describe("a client that wants too much", () => {
  const limits = { ...SERVER_LIMITS, bodyBytes: 1_000, headersMs: 200, requestMs: 400 };
  const HEAD = "POST /run-task HTTP/1.1\r\nhost: hook\r\n";

  test("gets no further than the largest body, whether it says its length or not", async () => {
    await start({ limits });
    const told = await raw(`${HEAD}content-length: 5000\r\n\r\n`);
    expect(told).toMatch(/^HTTP\/1\.1 413 /);
    const chunk = `258\r\n${"x".repeat(0x258)}\r\n`;
    const untold = await raw(`${HEAD}transfer-encoding: chunked\r\n\r\n${chunk}${chunk}`);
    expect(untold).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("is hung up on when its head or its body does not arrive in time", async () => {
    await start({ limits });
    await expect(raw("POST /run-task HTTP/1.1\r\nhost: ho")).resolves.toMatch(/^HTTP\/1\.1 408 /);
    await expect(raw(`${HEAD}content-length: 10\r\n\r\n{"a":`)).resolves.toMatch(/^HTTP\/1\.1 408 /);
    expect(log.of("hook.bug")).toEqual([]);
  });

  test("gets to read its 413 though it sends much more, in one piece or in chunks", async () => {
    await start();
    const body = "x".repeat(20_000_000);
    const inChunks = new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 100_000) {
          controller.enqueue(Buffer.from(body.slice(at, at + 100_000)));
        }
        controller.close();
      },
    });
    for (const sent of [body, inChunks]) {
      const answer = await fetch(hook.urls.run_task, { method: "POST", body: sent, duplex: "half" });
      expect(answer.status).toBe(413);
    }
    expect(log.of("request.refused")).toEqual([]);
  });

  test("and sends half a request on every connection locks nobody out", async () => {
    await start({ limits: { ...SERVER_LIMITS, connections: 50 } });
    const halves = Array.from({ length: 200 }, (_, number) =>
      raw(number % 2 === 0 ? "POST /run-task HTTP/1.1\r\nhost: ho" : `${HEAD}content-length: 10\r\n\r\n{`),
    );
    const signed = await Promise.all(
      Array.from({ length: 20 }, () => hcp.runTask(hook.urls.run_task, { key: KEY, stage: "pre_plan" })),
    );
    expect(signed.map(({ sent }) => sent.answers)).toEqual(Array(20).fill([200]));
    expect((await fetch(hook.urls.health)).status).toBe(200);
    // 150 were cut to make room; the others are when the hook stops, at the latest.
    await hook.stop(0);
    await Promise.all(halves);
  });
});

describe("a signed request of which nothing comes", () => {
  const signed = (body: string, header = "x-tfc-task-signature", key = KEY) => ({
    [header]: createHmac("sha512", key).update(body).digest("hex"),
  });

  test.each([
    [404, "/", "POST", "run task for /, which is not served"],
    [404, "/runtask?x=1", "POST", "run task for /runtask, which is not served"],
    [405, "/run-task", "PUT", "run task by PUT, which is not served"],
    [405, "/healthz", "POST", "run task by POST, which is not served"],
    [413, "/run-task", "POST", "run task with a body of more than 1000 bytes"],
    [413, "/nowhere", "POST", "run task with a body of more than 1000 bytes"],
  ])("because of a %d at %s %s has its line in the log", async (status, path, method, what) => {
    await start({ limits: { ...SERVER_LIMITS, bodyBytes: 1_000 } });
    const url = new URL(path, hook.urls.health);
    const body = "x".repeat(status === 413 ? 5_000 : 500);
    const answer = await fetch(url, { method, body, headers: signed(body) });
    expect(answer.status).toBe(status);
    await eventually(() =>
      expect(log.of("request.refused")).toMatchObject([
        { level: "warn", message: `refused a ${what}: signature: valid`, fields: { status } },
      ]),
    );
  });

  test("is not hidden by a flood of those that nobody has signed", async () => {
    await start();
    const url = new URL("/wrong", hook.urls.health);
    const forged = {
      method: "POST",
      body: "x",
      headers: signed("x", "x-tfe-notification-signature", "no key"),
    };
    await Promise.all(Array.from({ length: 60 }, () => fetch(url, forged).then((answer) => answer.text())));
    const rightly = { ...forged, headers: signed("x", "x-tfe-notification-signature", TOKEN) };
    await (await fetch(url, rightly)).text();
    expect(log.of("request.refused")).toHaveLength(21);
    expect(log.of("request.refused").at(-1)?.message).toContain("a notification for /wrong");
    await hook.stop(0);
    expect(log.of("request.refused").at(-1)).toMatchObject({ message: "40 more requests were refused" });
  });

  test("leaves no line where nobody claims to have signed anything", async () => {
    await start();
    await (await fetch(new URL("/wp-login.php", hook.urls.health))).text();
    expect(log.of("request.refused")).toEqual([]);
  });
});

test("a stop answers 503 while it finishes the work in hand, and then nobody listens any more", async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await start({
    worlds: (signal, progress) => {
      const world = worldOn(cloud, { signal, progress });
      const deleteKey: typeof world.iam.deleteKey = async (...args) => {
        await held;
        return world.iam.deleteKey(...args);
      };
      return { ...world, iam: { ...world.iam, deleteKey } };
    },
  });
  const { result } = await hcp.runTask(hook.urls.run_task, { key: KEY });
  await eventually(() => expect(cloud.iamWrites()).toHaveLength(1));
  const stopped = hook.stop(60_000);
  const health = await fetch(hook.urls.health);
  expect([health.status, await health.json()]).toEqual([
    503,
    expect.objectContaining({ status: "stopping" }),
  ]);
  const { sent } = await hcp.runTask(hook.urls.run_task, { key: KEY });
  expect(sent.answers).toEqual([503, 503, 503, 503]);
  release();
  await expect(stopped).resolves.toBe(0);
  await expect(result.finished).resolves.toMatchObject({ status: "passed" });
  await expect(fetch(hook.urls.health)).rejects.toThrow();
});

describe("fails to start", () => {
  test("without any key to check signatures with", async () => {
    const fault = await failure(start({ taskKey: undefined, notificationToken: undefined }));
    expect(fault.code).toBe("HOOK_KEY_MISSING");
  });

  test("where the port is taken", async () => {
    await start();
    const first = hook;
    const fault = await failure(start({ port: Number(new URL(first.urls.health).port) }));
    expect(fault.code).toBe("HOOK_ADDRESS_TAKEN");
    expect(fault.details.seen).toContain("EADDRINUSE");
  });
});

test("warns when other machines can reach it, and does not when none can", async () => {
  await start({ host: "0.0.0.0" });
  expect(log.of("hook.exposed")).toMatchObject([{ level: "warn" }]);
  await hook.stop(0);
  await start();
  expect(log.of("hook.exposed")).toEqual([]);
});
