import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { Clock } from "../../../../src/domain/clock.js";
import { Lifetime } from "../../../../src/protocol/host/lifetime.js";

/** A clock whose sleepers wake when the test says so. */
class TestClock implements Clock {
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  #now = 0;

  now = () => new Date(this.#now);
  random = () => 0;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      });
    });
  }

  async advance(ms: number): Promise<void> {
    this.#now += ms;
    for (const sleeper of this.#sleepers) if (sleeper.at <= this.#now) sleeper.wake();
    await new Promise(setImmediate);
  }
}

function connection(): Socket {
  return new EventEmitter() as Socket;
}

function lifetime() {
  const clock = new TestClock();
  const expired = jest.fn();
  return { clock, expired, life: new Lifetime(clock, expired) };
}

test("ends after a minute to which nobody connected", async () => {
  const { clock, expired } = lifetime();

  await clock.advance(59_999);
  expect(expired).not.toHaveBeenCalled();
  await clock.advance(1);
  expect(expired).toHaveBeenCalledTimes(1);
});

test("goes on for as long as somebody is connected", async () => {
  const { clock, expired, life } = lifetime();

  life.connected(connection());

  await clock.advance(1_000_000);
  expect(expired).not.toHaveBeenCalled();
});

test("ends two seconds after the last of several has left", async () => {
  const { clock, expired, life } = lifetime();
  const [first, second] = [connection(), connection()];
  life.connected(first);
  life.connected(second);

  first.emit("close");
  await clock.advance(10_000);
  expect(expired).not.toHaveBeenCalled();

  second.emit("close");
  await clock.advance(1_999);
  expect(expired).not.toHaveBeenCalled();
  await clock.advance(1);
  expect(expired).toHaveBeenCalledTimes(1);
});

test("goes on when somebody comes back in time", async () => {
  const { clock, expired, life } = lifetime();
  const first = connection();
  life.connected(first);
  first.emit("close");
  await clock.advance(1_000);

  life.connected(connection());

  await clock.advance(10_000);
  expect(expired).not.toHaveBeenCalled();
});
