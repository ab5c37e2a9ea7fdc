import { inspect } from "node:util";
import type { Fault } from "../../../src/runtime/index.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

const VALUE = "correct-horse-battery-staple";

/** All that may be printed of something by accident. */
function printed(thing: unknown): string {
  const everything = inspect(thing, { depth: 20, showHidden: true, getters: true });
  return `${everything} ${JSON.stringify(thing)} ${String(thing)} ${inspect({ ...(thing as object) })}`;
}

test("a secret that is printed shows where it is from, and no value", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/db/password", VALUE);
  const secret = await secrets.get("/db/password");
  expect(printed(secret)).toContain("/db/password");
  for (const thing of [secret, [secret], { secret }, secrets, secrets.counters()]) {
    expect(printed(thing)).not.toContain(VALUE);
  }
  expect(`${secret}`).toBe(
    `Secret {"path":"/db/password","kind":"static","readAt":"2026-03-01T10:00:00.000Z","expiresAt":null,"value":"[secret]"}`,
  );
  expect(secret.reveal()).toBe(VALUE);
});

test("no event holds a value, nor what the application's own error says", async () => {
  const { source, clock, secrets, events } = secretsOf({ ttlSeconds: 10, patienceSeconds: 1 });
  source.values.set("/s", VALUE);
  const refused = () => {
    throw Object.assign(new Error(`wrong password ${VALUE}`), { code: "28P01" });
  };
  const call = secrets.withSecret("/s", refused);
  call.catch(() => {});
  await clock.advance(2_000);
  source.fails = "GATEWAY_UNREACHABLE";
  await clock.advance(20_000);
  await secrets.get("/s");
  await secrets.close();
  expect(new Set(events.map(({ name }) => name))).toEqual(
    new Set(["fetched", "refused", "not-replaced", "fetch-failed", "stale"]),
  );
  expect(printed(events)).not.toContain(VALUE);
});

test("a field that is missing is named, and neither the value nor another field is", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/kv", JSON.stringify({ user: "app", "pass-word": VALUE, empty: null, port: 5432 }));
  const secret = await secrets.get("/kv");
  expect([secret.reveal("user"), secret.reveal("port"), secret.has("user"), secret.has("empty")]).toEqual([
    "app",
    "5432",
    true,
    false,
  ]);
  for (const name of ["password", "empty", "toString"]) {
    let thrown: unknown;
    try {
      secret.reveal(name);
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Fault).code).toBe("SECRET_FIELD_MISSING");
    expect(printed(thrown)).toContain(name);
    expect(printed(thrown)).not.toMatch(new RegExp(`${VALUE}|pass-word`));
  }
  source.values.set("/text", VALUE);
  const text = await secrets.get("/text");
  expect(text.has("password")).toBe(false);
  expect(() => text.reveal("password")).toThrow("the value is no JSON object");
});
