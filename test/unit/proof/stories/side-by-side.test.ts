import { sideBySide } from "../../../../src/proof/stories/side-by-side.js";

/** Work that is begun at once and ends when the test says so. */
function handWork() {
  const begun: string[] = [];
  const ends = new Map<string, { resolve: (result: string) => void; reject: (error: Error) => void }>();
  const signals = new Map<string, AbortSignal>();
  return {
    begun,
    signals,
    work: (name: string, signal: AbortSignal) => {
      begun.push(name);
      signals.set(name, signal);
      return new Promise<string>((resolve, reject) => ends.set(name, { resolve, reject }));
    },
    end: async (name: string) => {
      ends.get(name)?.resolve(`${name} done`);
      await new Promise(setImmediate);
    },
    fail: async (name: string) => {
      ends.get(name)?.reject(new Error(`${name} failed`));
      await new Promise(setImmediate);
    },
  };
}

const calm = new AbortController().signal;

test("begins the next thing as soon as one is done, and answers in the order of the things", async () => {
  const { begun, work, end } = handWork();
  const all = sideBySide(["a", "b", "c", "d"], 2, calm, work);
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  await end("c");
  await end("a");
  await end("d");
  expect(await all).toEqual(["a done", "b done", "c done", "d done"]);
});

test("after a failure begins nothing else, tells what is under way, and waits for it", async () => {
  const { begun, signals, work, fail, end } = handWork();
  const all = sideBySide(["a", "b", "c"], 2, calm, work);
  let settled = false;
  const failed = expect(all).rejects.toThrow("a failed");
  void all.catch(() => {
    settled = true;
  });
  await fail("a");
  expect(signals.get("b")?.aborted).toBe(true);
  expect(settled).toBe(false);
  await end("b");
  await failed;
  expect(begun).toEqual(["a", "b"]);
});

test("an interruption reaches what is under way, and is what the whole ends with", async () => {
  const { begun, signals, work, end } = handWork();
  const interrupted = new AbortController();
  const all = sideBySide(["a", "b"], 1, interrupted.signal, work);
  const ended = expect(all).rejects.toThrow("Ctrl-C");
  interrupted.abort(new Error("Ctrl-C"));
  expect(signals.get("a")?.aborted).toBe(true);
  await end("a");
  await ended;
  expect(begun).toEqual(["a"]);
});
