import { systemClock } from "../../../src/domain/system-clock.js";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("a sleep ends after its time, and listens to its signal no longer", async () => {
  const { signal } = new AbortController();
  const forgotten = jest.spyOn(signal, "removeEventListener");
  const slept = jest.fn();

  const sleeping = systemClock.sleep(1_000, signal).then(slept);
  await jest.advanceTimersByTimeAsync(999);
  expect(slept).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);

  await sleeping;
  expect(forgotten).toHaveBeenCalledTimes(1);
  expect(jest.getTimerCount()).toBe(0);
});

test("a sleep that is aborted, before or on the way, ends with the reason and leaves no timer", async () => {
  const reason = new Error("interrupted");
  const [before, onTheWay] = [AbortSignal.abort(reason), new AbortController()];

  const sleeping = systemClock.sleep(1_000, onTheWay.signal);
  onTheWay.abort(reason);

  await expect(sleeping).rejects.toBe(reason);
  await expect(systemClock.sleep(1_000, before)).rejects.toBe(reason);
  expect(jest.getTimerCount()).toBe(0);
});
