import { systemClock } from "../../../src/domain/system-clock.js";
import { Moves } from "../../../src/wiring/moves.js";

const { signal } = new AbortController();
const atOnce = { ...systemClock, sleep: async () => undefined };

test("whoever waits for one that does not go hears after a while that it has not", async () => {
  const moves = new Moves(atOnce);
  expect(await moves.run("a", (waitFor) => waitFor("b", signal))).toBe(false);
});

test("whoever waits for one that goes elsewhere hears of it when that is done, also where it failed", async () => {
  const moves = new Moves(systemClock);
  const told: string[] = [];
  const waiting = moves.run("a", async (waitFor) =>
    told.push(`changed places: ${await waitFor("b", signal)}`),
  );
  await moves.run("b", async () => told.push("gone"));
  await waiting;
  const again = moves.run("a", (waitFor) => waitFor("b", signal));
  await expect(moves.run("b", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await again).toBe(false);
  expect(told).toEqual(["gone", "changed places: false"]);
});

test("those who wait for each other change places, and none who waits for one of them from outside", async () => {
  const moves = new Moves(systemClock);
  const wait = (id: string, holder: string) => moves.run(id, (waitFor) => waitFor(holder, signal));
  const all = [wait("a", "b"), wait("outside", "b"), wait("b", "c"), wait("c", "a")];
  expect(await Promise.all(all)).toEqual([true, false, true, true]);
});

test("a run that is stopped waits no longer, and what has changed places by then has", async () => {
  const moves = new Moves(systemClock);
  const stop = new AbortController();
  const wait = (id: string, holder: string) => moves.run(id, (waitFor) => waitFor(holder, stop.signal));
  const pair = [wait("a", "b"), wait("b", "a")];
  const alone = wait("c", "d");
  stop.abort(new Error("stopped"));
  expect(await Promise.all(pair)).toEqual([true, true]);
  await expect(alone).rejects.toThrow("stopped");
});
