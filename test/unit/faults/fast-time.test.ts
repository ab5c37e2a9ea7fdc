import { execFileSync } from "node:child_process";
import { join } from "node:path";

const FOLDER = join(__dirname, "..", "..", "faults", "time");

/** What a Node process prints that is started with these scripts. */
function printed(program: string, env: Readonly<Record<string, string>>): unknown {
  const scripts = ["fast-time.cjs", "seeded-random.cjs"].flatMap((name) => ["--require", join(FOLDER, name)]);
  const output = execFileSync(process.execPath, [...scripts, "-e", program], {
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", ...env },
  });
  return JSON.parse(output);
}

test("time runs faster for clocks, waits and timeouts alike, from one moment on", () => {
  const program = `
    const begun = process.hrtime.bigint();
    const from = Date.now();
    const signal = AbortSignal.timeout(1000);
    require("node:timers/promises").setTimeout(2000).then(() => {
      setTimeout(() => console.log(JSON.stringify({
        clock: new Date().getTime() - from,
        real: Number(process.hrtime.bigint() - begun) / 1e6,
        timedOut: signal.aborted,
        isDate: new Date() instanceof Date,
        fixed: new Date("2026-03-01T00:00:00Z").toISOString(),
        start: from,
      })), 1000);
    });`;
  const start = Date.now();
  const seen = printed(program, { FAULTS_TIME: `10 ${start} 1000000000000` }) as Record<string, number>;
  expect(seen.clock).toBeGreaterThanOrEqual(2990);
  expect(seen.real).toBeLessThan(2500);
  expect(seen).toMatchObject({ timedOut: true, isDate: true, fixed: "2026-03-01T00:00:00.000Z" });
  expect(seen.start).toBeGreaterThan(1000000000000 - 1);
  expect(seen.start).toBeLessThan(1000000000000 + 600_000);
});

test("without being asked, time and chance are as they are", () => {
  const seen = printed("console.log(JSON.stringify([Date.now(), Math.random()]))", {}) as number[];
  expect(Math.abs((seen[0] ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(printed("console.log(JSON.stringify([Date.now(), Math.random()]))", {})).not.toEqual(seen);
});

test("chance repeats itself with the same seed", () => {
  const program = "console.log(JSON.stringify([Math.random(), Math.random()]))";
  const first = printed(program, { FAULTS_SEED: "7" }) as number[];
  expect(printed(program, { FAULTS_SEED: "7" })).toEqual(first);
  expect(printed(program, { FAULTS_SEED: "8" })).not.toEqual(first);
  expect(first.every((one) => one >= 0 && one < 1)).toBe(true);
});
