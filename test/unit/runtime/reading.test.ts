import { settled } from "../../support/hook/manual-clock.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

const SECOND = 1000;

test("asks the gateway once, however many callers want a path at the same time, and answers from memory then", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/db/password", "first");
  source.holds = true;
  const callers = Array.from({ length: 100 }, (_, at) =>
    secrets.get(at % 2 ? "/db/password" : "db/password"),
  );
  await settled();
  expect(source.held).toBe(1);
  source.letGo();
  const values = (await Promise.all(callers)).map((secret) => secret.reveal());
  expect(new Set(values)).toEqual(new Set(["first"]));
  await secrets.get("/db/password");
  expect(source.asked).toHaveLength(1);
  expect(secrets.counters()).toMatchObject({ waited: 100, cached: 1, fetched: 1 });
});

test("reads a secret anew in the background before its time is over, so that no reader waits", async () => {
  const { source, clock, secrets, told } = secretsOf({ ttlSeconds: 300, marginSeconds: 60 });
  source.values.set("/s", "first");
  await secrets.get("/s");
  source.values.set("/s", "second");
  await clock.advance(239 * SECOND);
  expect(source.asked).toHaveLength(1);
  await clock.advance(2 * SECOND);
  expect(source.asked).toHaveLength(2);
  expect((await secrets.get("/s")).reveal()).toBe("second");
  expect(secrets.counters()).toMatchObject({ waited: 1, cached: 1 });
  expect(told("fetched")).toMatchObject([
    { reason: "first", changed: true },
    { reason: "renewal", changed: true },
  ]);
});

test("serves the former value while a slow renewal is under way", async () => {
  const { source, clock, secrets } = secretsOf({ ttlSeconds: 300, marginSeconds: 60 });
  source.values.set("/s", "first");
  await secrets.get("/s");
  source.holds = true;
  source.values.set("/s", "second");
  await clock.advance(250 * SECOND);
  expect(source.held).toBe(1);
  expect((await secrets.get("/s")).reveal()).toBe("first");
  source.letGo();
  await settled();
  expect((await secrets.get("/s")).reveal()).toBe("second");
});

test("reads nothing anew that no caller has read for a while, and forgets it when it can serve no more", async () => {
  const { source, clock, secrets } = secretsOf({
    ttlSeconds: 100,
    marginSeconds: 20,
    idleSeconds: 150,
    staleSeconds: 50,
  });
  source.values.set("/s", "first");
  await secrets.get("/s");
  await clock.advance(85 * SECOND); // renewed at 80, for it was read less than 150 s ago
  expect(source.asked).toHaveLength(2);
  await clock.advance(100 * SECOND); // not renewed at 160
  expect(source.asked).toHaveLength(2);
  expect(secrets.size).toBe(1);
  await clock.advance(50 * SECOND); // its time is over at 180, and that of serving it stale at 230
  expect(secrets.size).toBe(0);
  expect(source.asked).toHaveLength(2);
});

test("keeps a dynamic credential for as long as it lives, and reads another one before it ends", async () => {
  const { source, clock, secrets } = secretsOf({ ttlSeconds: 10, idleSeconds: 86_400 });
  source.values.set("/aws/admin", "key");
  source.lifetimeMs = 3_600 * SECOND;
  const first = await secrets.get("/aws/admin");
  expect(first.expiresAt?.getTime()).toBe(first.readAt.getTime() + 3_600 * SECOND);
  await clock.advance(3_200 * SECOND);
  expect(source.asked).toHaveLength(1);
  await clock.advance(120 * SECOND); // 6 minutes before the end at most, 4:48 at least
  expect(source.asked).toHaveLength(2);
  expect((await secrets.get("/aws/admin")).reveal("username")).toBe("tmp-2");
});

test("reads a value that has lapsed while the caller waits", async () => {
  const { source, clock, secrets, told } = secretsOf({ ttlSeconds: 10, idleSeconds: 1 });
  source.values.set("/s", "first");
  await secrets.get("/s");
  source.values.set("/s", "second");
  await clock.advance(11 * SECOND);
  expect((await secrets.get("/s")).reveal()).toBe("second");
  expect(told("fetched")).toMatchObject([{ reason: "first" }, { reason: "lapsed" }]);
});

test("asks for not more than 16 secrets at a time in the background, however many fall due at once", async () => {
  const { source, clock, secrets } = secretsOf({ ttlSeconds: 300, marginSeconds: 60 });
  const paths = Array.from({ length: 100 }, (_, at) => `/s/${at}`);
  for (const path of paths) source.values.set(path, path);
  await Promise.all(paths.map((path) => secrets.get(path)));
  source.holds = true;
  await clock.advance(241 * SECOND);
  expect(source.held).toBe(16);
  for (let round = 0; round < 10; round++) {
    source.letGo();
    await clock.advance(SECOND);
  }
  expect(source.asked).toHaveLength(200);
  await secrets.close();
});

test("asks for the kind and with the input that the options name for a path", async () => {
  const { source, secrets } = secretsOf({
    secrets: { "db/app": { kind: "dynamic", input: { role: "reader" } } },
  });
  source.values.set("/db/app", "x");
  await secrets.get("/db/app");
  expect(source.asked).toMatchObject([{ path: "/db/app", kind: "dynamic", input: { role: "reader" } }]);
});

test("ends the wait of a caller who gives up, and of nobody else", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/s", "first");
  source.holds = true;
  const giveUp = new AbortController();
  const impatient = secrets.get("/s", { signal: giveUp.signal });
  const patient = secrets.get("/s");
  giveUp.abort(new Error("too late"));
  await expect(impatient).rejects.toThrow("too late");
  source.letGo();
  expect((await patient).reveal()).toBe("first");
  expect(source.asked).toHaveLength(1);
});

test("keeps nothing of a path that could not be read, and asks again", async () => {
  const { source, secrets } = secretsOf();
  await expect(secrets.get("/not/there")).rejects.toMatchObject({ code: "GATEWAY_OBJECT_MISSING" });
  expect(secrets.size).toBe(0);
  source.values.set("/not/there", "now");
  expect((await secrets.get("/not/there")).reveal()).toBe("now");
});

test("refuses a path that names no object", async () => {
  const { source, secrets } = secretsOf();
  await expect(secrets.get("/db//app")).rejects.toMatchObject({ code: "PATH_MALFORMED" });
  expect(source.asked).toEqual([]);
});
