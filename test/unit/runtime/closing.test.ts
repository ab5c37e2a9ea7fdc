import { settled } from "../../support/hook/manual-clock.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

test("ends every wait and every timer, forgets every value, and reads nothing any more", async () => {
  const { source, clock, secrets } = secretsOf();
  source.values.set("/read", "value");
  source.values.set("/under-way", "value");
  await secrets.get("/read");
  source.holds = true;
  const waiting = secrets.get("/under-way");
  await settled();
  const closing = secrets.close();
  source.letGo();
  await closing;
  await expect(waiting).rejects.toMatchObject({ code: "SECRETS_CLOSED" });
  await expect(secrets.get("/read")).rejects.toMatchObject({ code: "SECRETS_CLOSED" });
  await expect(secrets.withSecret("/read", () => 1)).rejects.toMatchObject({ code: "SECRETS_CLOSED" });
  expect(secrets.size).toBe(0);
  expect(clock.sleepers).toBe(0);
  expect(source.asked).toHaveLength(2);
  await secrets.close();
});

test("ends the wait for another value after a refusal", async () => {
  const { source, clock, secrets } = secretsOf();
  source.values.set("/s", "first");
  const call = secrets.withSecret("/s", () => {
    throw Object.assign(new Error("no"), { status: 401 });
  });
  call.catch(() => {});
  await clock.advance(500);
  await secrets.close();
  await expect(call).rejects.toMatchObject({ code: "SECRETS_CLOSED" });
  expect(clock.sleepers).toBe(0);
});

test("takes back the credentials that were issued and have not ended, those that were replaced as well", async () => {
  const { source, clock, secrets, told } = secretsOf();
  source.values.set("/db/app", "x");
  source.lifetimeMs = 600_000;
  await secrets.get("/db/app");
  await clock.advance(500_000); // renewed before 600 s
  expect(source.asked).toHaveLength(2);
  await secrets.close();
  expect(source.revoked).toEqual(["tmp-1", "tmp-2"]);
  expect(told("revoked")).toHaveLength(2);
});

test("leaves those alone that have ended by themselves, and all of them where the caller says so", async () => {
  const { source, clock, secrets } = secretsOf({ idleSeconds: 1 });
  source.values.set("/db/app", "x");
  source.lifetimeMs = 600_000;
  await secrets.get("/db/app");
  await clock.advance(600_000);
  await secrets.close();
  expect(source.revoked).toEqual([]);

  const other = secretsOf({ revokeAtClose: false });
  other.source.values.set("/db/app", "x");
  other.source.lifetimeMs = 600_000;
  await other.secrets.get("/db/app");
  await other.secrets.close();
  expect(other.source.revoked).toEqual([]);
});

test("takes back a credential whose answer comes while it closes", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/db/app", "x");
  source.lifetimeMs = 600_000;
  const read = source.read.bind(source);
  source.read = (wanted) => read({ ...wanted, signal: new AbortController().signal }); // a request that is let finish
  source.holds = true;
  const waiting = secrets.get("/db/app");
  await settled();
  const closing = secrets.close();
  source.letGo();
  await closing;
  await expect(waiting).rejects.toMatchObject({ code: "SECRETS_CLOSED" });
  expect(source.revoked).toEqual(["tmp-1"]);
});

test("closes all the same where the gateway is away, and tells what it could not take back", async () => {
  const { source, secrets, told } = secretsOf();
  source.values.set("/db/app", "x");
  source.lifetimeMs = 600_000;
  await secrets.get("/db/app");
  source.fails = "GATEWAY_UNREACHABLE";
  await secrets.close();
  expect(told("revocation-failed")).toEqual([
    { name: "revocation-failed", path: "/db/app", code: "GATEWAY_UNREACHABLE" },
  ]);
});
