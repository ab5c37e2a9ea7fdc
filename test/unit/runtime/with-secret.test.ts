import type { Secret } from "../../../src/runtime/index.js";
import { settled } from "../../support/hook/manual-clock.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

const SECOND = 1000;

/** A system that takes one password, and refuses every other with what `refuse` gives. */
function system(
  password: string,
  refuse: () => Error = () => Object.assign(new Error("denied"), { code: "28P01" }),
) {
  const state = { password, calls: [] as string[] };
  const use = async (secret: Secret) => {
    state.calls.push(secret.reveal());
    if (secret.reveal() !== state.password) throw refuse();
    return "done";
  };
  return { state, use };
}

test("fetches the secret again when the system refuses it, and does the call once more with the new value", async () => {
  const { source, secrets, events } = secretsOf();
  const { state, use } = system("first");
  source.values.set("/db", "first");
  expect(await secrets.withSecret("/db", use)).toBe("done");
  state.password = "second";
  source.values.set("/db", "second");
  expect(await secrets.withSecret("/db", use)).toBe("done");
  expect(state.calls).toEqual(["first", "first", "second"]);
  expect(source.asked.map(({ afresh }) => afresh)).toEqual([false, true]);
  expect(events.map(({ name }) => name)).toEqual(["fetched", "refused", "fetched", "retried"]);
  expect(secrets.counters()).toMatchObject({ refused: 1, retried: 1 });
});

test("does a call once more, and not twice", async () => {
  const { source, secrets } = secretsOf();
  const { state, use } = system("third");
  source.values.set("/db", "first");
  await secrets.get("/db");
  source.values.set("/db", "second");
  await expect(secrets.withSecret("/db", use)).rejects.toThrow("denied");
  expect(state.calls).toEqual(["first", "second"]);
});

test("throws every other error as it is, at once", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/db", "first");
  const error = Object.assign(new Error("no such table"), { code: "42P01" });
  await expect(
    secrets.withSecret("/db", () => {
      throw error;
    }),
  ).rejects.toBe(error);
  expect(source.asked).toHaveLength(1);
  expect(secrets.counters()).toMatchObject({ refused: 0 });
});

test("waits for another value while the gateway still tells the one that the system refuses already", async () => {
  const { source, clock, secrets } = secretsOf({ patienceSeconds: 15 });
  const { state, use } = system("second");
  source.values.set("/db", "first");
  const call = secrets.withSecret("/db", use);
  await clock.advance(9 * SECOND);
  expect(state.calls).toEqual(["first"]);
  source.values.set("/db", "second");
  await clock.advance(2 * SECOND);
  expect(await call).toBe("done");
});

test("waits for the gateway, too, while it is away", async () => {
  const { source, clock, secrets } = secretsOf({ patienceSeconds: 15 });
  const { use } = system("second");
  source.values.set("/db", "first");
  await secrets.get("/db");
  source.fails = "GATEWAY_UNREACHABLE";
  const call = secrets.withSecret("/db", use);
  await clock.advance(10 * SECOND);
  source.fails = undefined;
  source.values.set("/db", "second");
  await clock.advance(2 * SECOND);
  expect(await call).toBe("done");
});

test("throws what the system said when no other value comes in time, and does not wait for it again", async () => {
  const { source, clock, secrets, told } = secretsOf({ patienceSeconds: 15 });
  const { state, use } = system("elsewhere");
  source.values.set("/db", "first");
  const call = secrets.withSecret("/db", use);
  const ended = jest.fn();
  call.catch(ended);
  await clock.advance(13 * SECOND);
  expect(ended).not.toHaveBeenCalled();
  await clock.advance(2 * SECOND);
  await expect(call).rejects.toMatchObject({ code: "28P01" });
  expect(told("not-replaced")).toHaveLength(1);

  await expect(secrets.withSecret("/db", use)).rejects.toMatchObject({ code: "28P01" });
  expect(told("not-replaced")).toHaveLength(2);
  source.values.set("/db", "elsewhere");
  expect(await secrets.withSecret("/db", use)).toBe("done");
  expect(state.calls.at(-1)).toBe("elsewhere");
});

test("waits no longer than its patience for a gateway that does not answer", async () => {
  const { source, clock, secrets } = secretsOf({ patienceSeconds: 5 });
  const { use } = system("second");
  source.values.set("/db", "first");
  await secrets.get("/db");
  source.holds = true;
  const call = secrets.withSecret("/db", use);
  call.catch(() => {});
  await clock.advance(5 * SECOND);
  await expect(call).rejects.toMatchObject({ code: "28P01" });
});

test("does not wait where the gateway has said no, and waits again when it answers", async () => {
  const { source, clock, secrets } = secretsOf();
  const { use } = system("second");
  source.values.set("/db", "first");
  await secrets.get("/db");
  source.fails = "GATEWAY_PERMISSION_DENIED";
  await expect(secrets.withSecret("/db", use)).rejects.toMatchObject({ code: "28P01" });
  source.fails = undefined;
  const call = secrets.withSecret("/db", use);
  await clock.advance(5 * SECOND);
  source.values.set("/db", "second");
  await clock.advance(2 * SECOND);
  expect(await call).toBe("done");
});

test("asks the gateway once for however many calls are refused at the same time", async () => {
  const { source, secrets } = secretsOf();
  const { state, use } = system("first");
  source.values.set("/db", "first");
  await secrets.get("/db");
  state.password = "second";
  source.values.set("/db", "second");
  source.holds = true;
  const calls = Array.from({ length: 50 }, () => secrets.withSecret("/db", use));
  await settled();
  expect(source.held).toBe(1);
  source.letGo();
  expect(new Set(await Promise.all(calls))).toEqual(new Set(["done"]));
  expect(source.asked).toHaveLength(2);
});

test("takes the value that another call has fetched meanwhile, and asks for none", async () => {
  const { source, secrets } = secretsOf();
  const { state, use } = system("first");
  source.values.set("/db", "first");
  let refuse = () => {};
  const slow = secrets.withSecret("/db", async (secret) => {
    if (secret.reveal() === "first") {
      await new Promise<void>((go) => {
        refuse = go;
      });
    }
    return use(secret);
  });
  await settled();
  state.password = "second";
  source.values.set("/db", "second");
  await secrets.withSecret("/db", use);
  expect(source.asked).toHaveLength(2);
  refuse();
  expect(await slow).toBe("done");
  expect(source.asked).toHaveLength(2);
});

test("takes a returned answer 401 for a refusal, lets its connection go, and gives the second answer out", async () => {
  const { source, secrets } = secretsOf();
  source.values.set("/api/token", "first");
  await secrets.get("/api/token");
  source.values.set("/api/token", "second");
  const cancelled = jest.fn();
  const body = new ReadableStream({ cancel: cancelled });
  const answer = await secrets.withSecret("/api/token", (secret) =>
    secret.reveal() === "second" ? new Response("hello") : new Response(body, { status: 401 }),
  );
  expect([answer.status, await answer.text()]).toEqual([200, "hello"]);
  expect(cancelled).toHaveBeenCalledTimes(1);
});

test("gives an answer 401 out where no other value comes, its body unread", async () => {
  const { source, secrets } = secretsOf({ patienceSeconds: 0 });
  source.values.set("/api/token", "first");
  const answer = await secrets.withSecret("/api/token", () => new Response("no", { status: 401 }));
  expect([answer.status, await answer.text()]).toEqual([401, "no"]);
});

test("knows the refusals that the caller adds, for all calls or for one", async () => {
  class Refused extends Error {}
  const isMine = (error: unknown) => error instanceof Refused;
  for (const [client, call] of [
    [{ refusals: [isMine] }, {}] as const,
    [{}, { refusals: [isMine] }] as const,
  ]) {
    const { source, secrets } = secretsOf(client);
    const { use } = system("second", () => new Refused());
    source.values.set("/s", "first");
    await secrets.get("/s");
    source.values.set("/s", "second");
    expect(await secrets.withSecret("/s", use, call)).toBe("done");
  }
});

test("ends the wait of a caller who gives up", async () => {
  const { source, clock, secrets } = secretsOf();
  const { use } = system("second");
  source.values.set("/db", "first");
  const giveUp = new AbortController();
  const call = secrets.withSecret("/db", use, { signal: giveUp.signal });
  call.catch(() => {});
  await clock.advance(SECOND);
  giveUp.abort(new Error("too late"));
  await expect(call).rejects.toThrow("too late");
  await secrets.close();
});
