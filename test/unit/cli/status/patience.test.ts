import { createColors } from "picocolors";
import type { Host } from "../../../../src/cli/io.js";
import { patiently } from "../../../../src/cli/status/patience.js";
import type { Clock } from "../../../../src/domain/clock.js";

function stage() {
  const told: string[] = [];
  let wake = () => {};
  const clock: Clock = {
    now: () => new Date(0),
    random: () => 0.5,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        wake = resolve;
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  const host = { style: createColors(false), progress: (line: string) => told.push(line) } as unknown as Host;
  return { told, wait: patiently(host, clock), passTwoSeconds: () => wake() };
}

test("says nothing of what is quick", async () => {
  const { told, wait } = stage();
  await expect(wait("AWS", Promise.resolve(7))).resolves.toBe(7);
  await expect(wait("AWS", Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(told).toEqual([]);
});

test("says what it waits for once that takes long", async () => {
  const { told, wait, passTwoSeconds } = stage();
  let finish = (_: number) => {};
  const waiting = wait(
    "the gateway, about target /t",
    new Promise<number>((resolve) => {
      finish = resolve;
    }),
  );
  passTwoSeconds();
  await Promise.resolve();
  await Promise.resolve();
  expect(told).toEqual(["Waiting for the gateway, about target /t."]);
  finish(7);
  await expect(waiting).resolves.toBe(7);
});
