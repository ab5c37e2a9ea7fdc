import { unlessAborted } from "../../../src/domain/unless-aborted.js";

const never = () => new Promise<never>(() => {});

test("gives what comes of the work, good or bad", async () => {
  const { signal } = new AbortController();
  await expect(unlessAborted(Promise.resolve(1), signal)).resolves.toBe(1);
  await expect(unlessAborted(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});

test("rejects with the signal's reason at once, whatever the work waits for", async () => {
  const stop = new AbortController();
  const waiting = unlessAborted(never(), stop.signal);
  stop.abort(new Error("stop"));
  await expect(waiting).rejects.toThrow("stop");
  await expect(unlessAborted(never(), stop.signal)).rejects.toThrow("stop");
});

test("takes work that fails afterwards for nobody's concern", async () => {
  const stop = new AbortController();
  let fail = (_: Error) => {};
  const work = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const waiting = unlessAborted(work, stop.signal);
  stop.abort(new Error("stop"));
  await expect(waiting).rejects.toThrow("stop");
  fail(new Error("too late"));
  await new Promise((resolve) => setImmediate(resolve));
});
