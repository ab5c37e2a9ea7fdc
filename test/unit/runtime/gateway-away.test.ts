import type { FaultCode } from "../../../src/errors/catalog.js";
import { settled } from "../../support/hook/manual-clock.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

const SECOND = 1000;
const AWAY: FaultCode[] = [
  "GATEWAY_UNREACHABLE",
  "GATEWAY_TIMEOUT",
  "GATEWAY_FAILED",
  "GATEWAY_RATE_LIMITED",
  "GATEWAY_REPLY_LOST",
  "GATEWAY_WRONG_URL",
  "PROXY_REFUSED",
];
const NO: FaultCode[] = [
  "GATEWAY_UNAUTHENTICATED",
  "GATEWAY_PERMISSION_DENIED",
  "GATEWAY_OBJECT_MISSING",
  "GATEWAY_OBJECT_KIND",
  "GATEWAY_REFUSED",
];

test.each(AWAY)(
  "serves a value whose time is over, and tells so once, while the gateway is away: %s",
  async (code) => {
    const { source, clock, secrets, told } = secretsOf({
      ttlSeconds: 100,
      marginSeconds: 10,
      staleSeconds: 200,
    });
    source.values.set("/s", "first");
    const { readAt } = await secrets.get("/s");
    source.fails = code;
    await clock.advance(99 * SECOND);
    expect((await secrets.get("/s")).reveal()).toBe("first");
    expect(told("stale")).toEqual([]);

    await clock.advance(2 * SECOND);
    for (let read = 0; read < 5; read++) expect((await secrets.get("/s")).reveal()).toBe("first");
    const until = new Date(readAt.getTime() + 300 * SECOND);
    expect(told("stale")).toEqual([{ name: "stale", path: "/s", readAt, until }]);
    expect(secrets.counters()).toMatchObject({ stale: 5 });
    expect(told("fetch-failed")[0]).toMatchObject({ path: "/s", reason: "renewal", code, final: false });

    await clock.advance(200 * SECOND);
    await expect(secrets.get("/s")).rejects.toMatchObject({ code });
    await secrets.close();
  },
);

test("serves the new value as soon as the gateway is back, and tells of the next absence again", async () => {
  const { source, clock, secrets, told } = secretsOf({ ttlSeconds: 100, marginSeconds: 10 });
  source.values.set("/s", "first");
  await secrets.get("/s");
  source.fails = "GATEWAY_UNREACHABLE";
  await clock.advance(110 * SECOND);
  await secrets.get("/s");
  source.fails = undefined;
  source.values.set("/s", "second");
  await clock.advance(31 * SECOND); // it is looked for every half minute at least
  expect((await secrets.get("/s")).reveal()).toBe("second");
  source.fails = "GATEWAY_UNREACHABLE";
  await clock.advance(110 * SECOND);
  await secrets.get("/s");
  expect(told("stale")).toHaveLength(2);
  await secrets.close();
});

test("serves no stale value at all where the caller wants none", async () => {
  const { source, clock, secrets } = secretsOf({ ttlSeconds: 100, staleSeconds: 0 });
  source.values.set("/s", "first");
  await secrets.get("/s");
  source.fails = "GATEWAY_UNREACHABLE";
  await clock.advance(99 * SECOND);
  expect((await secrets.get("/s")).reveal()).toBe("first");
  await clock.advance(SECOND);
  await expect(secrets.get("/s")).rejects.toMatchObject({ code: "GATEWAY_UNREACHABLE" });
  await secrets.close();
});

test.each(NO)("serves no stale value when the gateway has said no: %s", async (code) => {
  const { source, clock, secrets, told } = secretsOf({ ttlSeconds: 100, marginSeconds: 10 });
  source.values.set("/s", "first");
  await secrets.get("/s");
  source.fails = code;
  await clock.advance(99 * SECOND);
  expect((await secrets.get("/s")).reveal()).toBe("first");
  await clock.advance(2 * SECOND);
  await expect(secrets.get("/s")).rejects.toMatchObject({ code });
  expect(told("stale")).toEqual([]);
  expect(told("fetch-failed")[0]).toMatchObject({ final: true });
  await secrets.close();
});

test("never serves a credential that has ended", async () => {
  const { source, clock, secrets } = secretsOf({ staleSeconds: 86_400 });
  source.values.set("/aws/admin", "key");
  source.lifetimeMs = 900 * SECOND;
  await secrets.get("/aws/admin");
  source.fails = "GATEWAY_UNREACHABLE";
  await clock.advance(899 * SECOND);
  expect((await secrets.get("/aws/admin")).reveal("username")).toBe("tmp-1");
  await clock.advance(SECOND);
  await expect(secrets.get("/aws/admin")).rejects.toMatchObject({ code: "GATEWAY_UNREACHABLE" });
  await secrets.close();
});

test("waits for a slow gateway a moment only where there is a stale value, and takes the new one when it comes", async () => {
  const { source, clock, secrets, told } = secretsOf({
    ttlSeconds: 10,
    idleSeconds: 1,
    staleAfterSeconds: 2,
  });
  source.values.set("/s", "first");
  await secrets.get("/s");
  await clock.advance(20 * SECOND);
  source.holds = true;
  source.values.set("/s", "second");
  const read = secrets.get("/s");
  const revealed = jest.fn();
  void read.then((secret) => revealed(secret.reveal()));
  await clock.advance(1_999);
  expect(revealed).not.toHaveBeenCalled();
  await clock.advance(1);
  expect(revealed).toHaveBeenCalledWith("first");
  expect(told("stale")).toHaveLength(1);
  source.letGo();
  await settled();
  expect((await secrets.get("/s")).reveal()).toBe("second");
  await secrets.close();
});

test("fails where there has never been a value", async () => {
  const { source, secrets } = secretsOf();
  source.fails = "GATEWAY_UNREACHABLE";
  await expect(secrets.get("/s")).rejects.toMatchObject({ code: "GATEWAY_UNREACHABLE" });
  expect(secrets.counters()).toMatchObject({ failed: 1, fetchFailed: 1 });
});
