import { withDeadline } from "../../../src/hook/deadline.js";
import { InHand } from "../../../src/hook/in-hand.js";
import { jsonLog } from "../../../src/hook/log.js";
import { ProgressReporter } from "../../../src/hook/progress-reporter.js";
import { RefusalLog } from "../../../src/hook/refusal-log.js";
import { Remembered } from "../../../src/hook/remembered.js";
import { Slots } from "../../../src/hook/slots.js";
import { Turns } from "../../../src/hook/turns.js";
import { ManualClock, settled } from "../../support/hook/manual-clock.js";
import { RecordingHookLog } from "../../support/hook/recording-log.js";

/** Work that ends when the test says so. */
function open() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.set(name, resolve);
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await settled();
  };
  return { begun, work, end };
}

const never = new AbortController().signal;

describe("what is in hand", () => {
  test("is counted by how far it is, and no more is taken than there is room for", async () => {
    const { work, end } = open();
    const inHand = new InHand(2);
    inHand.take(async (phase) => {
      phase("running");
      await work("a")();
      phase("telling");
      await work("b")();
    });
    inHand.take(work("c"));
    const counts = () => [inHand.waiting, inHand.running, inHand.telling, inHand.hasRoom];
    expect(counts()).toEqual([1, 1, 0, false]);
    await end("a");
    expect(counts()).toEqual([1, 0, 1, true]);
    inHand.take(work("d"), "unasked");
    expect(counts()).toEqual([2, 0, 1, true]);
  });

  test("is nothing once all of it has ended", async () => {
    const { work, end } = open();
    const inHand = new InHand(1);
    await inHand.idle();
    for (const name of ["a", "b"]) inHand.take(work(name));
    let idle = false;
    void inHand.idle().then(() => {
      idle = true;
    });
    await end("a");
    expect(idle).toBe(false);
    await end("b");
    expect(idle).toBe(true);
  });
});

describe("places", () => {
  const asked = { urgency: "asked", signal: never } as const;

  test("are only so many, and go to what was asked for before what was not", async () => {
    const { begun, work, end } = open();
    const slots = new Slots(1);
    void slots.hold(asked, work("a"));
    void slots.hold({ ...asked, urgency: "unasked" }, work("b"));
    void slots.hold(asked, work("c"));
    await settled();
    expect(begun).toEqual(["a"]);
    await end("a");
    expect(begun).toEqual(["a", "c"]);
    await end("c");
    expect(begun).toEqual(["a", "c", "b"]);
  });

  test("are another one's as long as somebody waits", async () => {
    const { begun, work, end } = open();
    const slots = new Slots(1);
    void slots.hold(asked, async ({ away }) => {
      await away(work("a, waiting"));
      await work("a, at work again")();
    });
    void slots.hold(asked, work("b"));
    await settled();
    expect(begun).toEqual(["a, waiting", "b"]);
    await end("a, waiting");
    expect(begun).toEqual(["a, waiting", "b"]);
    await end("b");
    expect(begun).toEqual(["a, waiting", "b", "a, at work again"]);
  });

  test("are not lost by work that fails, or that is told to end while it waits", async () => {
    const { begun, work } = open();
    const slots = new Slots(1);
    const stop = new AbortController();
    await expect(slots.hold(asked, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const waiting = slots.hold(asked, ({ away }) => away(() => Promise.reject(new Error("told to end"))));
    await expect(waiting).rejects.toThrow("told to end");
    void slots.hold(asked, work("a"));
    const given = slots.hold({ ...asked, signal: stop.signal }, work("given up"));
    stop.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    await settled();
    expect(begun).toEqual(["a"]);
  });
});

describe("turns", () => {
  test("are taken one after the other for one name, and at the same time for different ones", async () => {
    const { begun, work, end } = open();
    const turns = new Turns();
    void turns.take("/x", never, work("x1"));
    void turns.take("/x", never, work("x2"));
    void turns.take("/y", never, work("y1"));
    await settled();
    expect(begun).toEqual(["x1", "y1"]);
    await end("x1");
    expect(begun).toEqual(["x1", "y1", "x2"]);
  });

  test("pass on when work fails, and when somebody stops waiting", async () => {
    const { begun, work, end } = open();
    const turns = new Turns();
    const stop = new AbortController();
    const first = turns.take("/x", never, async () => {
      await work("first")();
      throw new Error("it failed");
    });
    const second = turns.take("/x", stop.signal, work("second"));
    void turns.take("/x", never, work("third"));
    await settled();
    stop.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    expect(begun).toEqual(["first"]);
    await Promise.all([expect(first).rejects.toThrow("it failed"), end("first")]);
    await settled();
    expect(begun).toEqual(["first", "third"]);
  });

  test("stay taken while work runs, though the last who waited has given up, and are free once it has ended", async () => {
    const { begun, work, end } = open();
    const turns = new Turns();
    const stop = new AbortController();
    void turns.take("/x", never, work("runs"));
    const last = turns.take("/x", stop.signal, work("gives up"));
    stop.abort(new Error("enough"));
    await expect(last).rejects.toThrow("enough");
    await settled();
    expect(turns.isTaken("/x")).toBe(true);
    void turns.take("/x", never, work("comes later"));
    await settled();
    expect(begun).toEqual(["runs"]);
    await end("runs");
    expect(begun).toEqual(["runs", "comes later"]);
    await end("comes later");
    expect(turns.isTaken("/x")).toBe(false);
  });
});

describe("what is remembered", () => {
  test("is forgotten when its time is over", async () => {
    const clock = new ManualClock();
    const known = new Remembered(clock, 10, 1_000);
    known.add("a");
    await clock.advance(999);
    known.add("b");
    expect([known.has("a"), known.has("b")]).toEqual([true, true]);
    await clock.advance(1);
    expect([known.has("a"), known.has("b")]).toEqual([false, true]);
  });

  test("never grows beyond its bound, the oldest going first", () => {
    const known = new Remembered(new ManualClock(), 2, 1_000);
    for (const id of ["a", "b", "a", "c"]) known.add(id);
    expect(["a", "b", "c"].map((id) => known.has(id))).toEqual([true, false, true]);
  });
});

describe("a deadline", () => {
  const at = (clock: ManualClock, ms: number, outer = never) => ({
    until: new Date(clock.now().getTime() + ms),
    reason: "time is up",
    outer,
    unwindMs: 500,
  });

  /** Work that ends with what it was told to end by. */
  const obedient = (signal: AbortSignal) =>
    new Promise<string>((resolve) => {
      if (signal.aborted) resolve(`ended by: ${signal.reason}`);
      signal.addEventListener("abort", () => resolve(`ended by: ${signal.reason}`));
    });

  test("lets work end by itself, and leaves nobody waiting behind", async () => {
    const clock = new ManualClock();
    await expect(withDeadline(clock, at(clock, 1_000), async () => "done", String)).resolves.toBe("done");
    expect(clock.sleepers).toBe(0);
  });

  test("tells work to end when the time is up, and when the hook has to stop", async () => {
    const clock = new ManualClock();
    const late = withDeadline(clock, at(clock, 1_000), obedient, String);
    await clock.advance(1_000);
    await expect(late).resolves.toBe("ended by: time is up");

    const stop = new AbortController();
    const stopped = withDeadline(clock, at(clock, 1_000, stop.signal), obedient, String);
    stop.abort("stop");
    await expect(stopped).resolves.toBe("ended by: stop");
    expect(clock.sleepers).toBe(0);
  });

  test("begins with the end where the time was up before", async () => {
    const clock = new ManualClock();
    await expect(withDeadline(clock, at(clock, -1), obedient, String)).resolves.toBe("ended by: time is up");
    const over = AbortSignal.abort("stop");
    await expect(withDeadline(clock, at(clock, 9, over), obedient, String)).resolves.toBe("ended by: stop");
  });

  test("gives up work that does not end although it was told to", async () => {
    const clock = new ManualClock();
    const hung = withDeadline(
      clock,
      at(clock, 1_000),
      () => new Promise<string>(() => {}),
      (reason) => `given up: ${reason}`,
    );
    let result: string | undefined;
    void hung.then((text) => {
      result = text;
    });
    await clock.advance(1_499);
    expect(result).toBeUndefined();
    await clock.advance(1);
    expect(result).toBe("given up: time is up");
  });

  test("lets an error of the work through", async () => {
    const clock = new ManualClock();
    const failing = withDeadline(clock, at(clock, 1_000), () => Promise.reject(new Error("no")), String);
    await expect(failing).rejects.toThrow("no");
  });
});

test("progress is passed on one at a time, five seconds apart, and the work never waits for it", async () => {
  const clock = new ManualClock();
  const { begun, work, end } = open();
  const reporter = new ProgressReporter(clock, (message) => work(message)());
  reporter.note("1");
  reporter.note("2, while 1 is under way");
  await clock.advance(6_000);
  reporter.note("3, while 1 is still under way");
  await end("1");
  reporter.note("4");
  await end("4");
  await clock.advance(4_999);
  reporter.note("5, too soon");
  await clock.advance(1);
  reporter.note("6");
  expect(begun).toEqual(["1", "4", "6"]);
  let isSettled = false;
  void reporter.settled().then(() => {
    isSettled = true;
  });
  await settled();
  expect(isSettled).toBe(false);
  await end("6");
  expect(isSettled).toBe(true);
});

describe("refused requests", () => {
  test("fill twenty lines a minute at most, and how many more there were is told when it is over", async () => {
    const clock = new ManualClock();
    const log = new RecordingHookLog();
    const refusals = new RefusalLog(clock, log);
    for (let count = 0; count < 1_000; count++) refusals.refused("refused a run task", { status: 401 });
    expect(log.entries).toHaveLength(20);
    // Nobody calls any more.
    await clock.advance(60_000);
    expect(log.entries.slice(20)).toMatchObject([
      { message: "980 more requests were refused", fields: { count: 980 } },
    ]);
    refusals.refused("refused a run task", { status: 401 });
    expect(log.entries.at(-1)?.message).toBe("refused a run task");
    expect(clock.sleepers).toBe(0);
  });

  test("of whoever has no key hide none of those that are signed", async () => {
    const clock = new ManualClock();
    const log = new RecordingHookLog();
    const refusals = new RefusalLog(clock, log);
    for (let count = 0; count < 1_000; count++) refusals.refused("unsigned", { status: 401 });
    refusals.refused("the callback's host is evil.example", { status: 400 }, "signed");
    expect(log.entries.at(-1)?.message).toBe("the callback's host is evil.example");
  });

  test("are all told of when the hook stops, and nobody is left waiting", () => {
    const clock = new ManualClock();
    const log = new RecordingHookLog();
    const refusals = new RefusalLog(clock, log);
    for (let count = 0; count < 25; count++) {
      refusals.refused("no key", {});
      refusals.refused("no run", {}, "signed");
    }
    refusals.flush();
    refusals.flush();
    expect(log.entries.slice(40).map(({ message }) => message)).toEqual([
      "5 more requests were refused",
      "5 more signed requests were refused",
    ]);
  });
});

test("the log is one line of JSON per record, which its fields cannot forge, and debug only on request", () => {
  const lines: string[] = [];
  const clock = new ManualClock();
  const quiet = jsonLog(clock, (line) => lines.push(line), false);
  quiet.log("debug", "a", "not shown");
  quiet.log("warn", "b", 'two\nlines "quoted"', { level: "forged", run_id: "run-1", absent: undefined });
  jsonLog(clock, (line) => lines.push(line), true).log("debug", "c", "x".repeat(10_000));
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => line.indexOf("\n") === line.length - 1)).toBe(true);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    time: "2026-03-01T10:00:00.000Z",
    level: "warn",
    event: "b",
    message: 'two\nlines "quoted"',
    run_id: "run-1",
  });
  expect(JSON.parse(lines[1] ?? "").message).toHaveLength(4_000 + "… (10000 characters)".length);
});
