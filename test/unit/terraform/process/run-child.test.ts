import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../../../src/domain/system-clock.js";
import { runChild } from "../../../../src/terraform/process/run-child.js";
import { temporaryFolder } from "../../../support/cli/temporary-folder.js";
import { eventually } from "../../../support/protocol/eventually.js";

const cwd = temporaryFolder();
const logFile = join(cwd, "child.log");
const node = process.execPath;

const run = (script: string, more: Partial<Parameters<typeof runChild>[2]> = {}) =>
  runChild(node, ["-e", script], { cwd, env: process.env, logFile, clock: systemClock, ...more });

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("gives the lines of both streams without colours, and keeps everything as it was in the log", async () => {
  const lines: string[] = [];
  const script =
    'process.stdout.write("\\u001b[32mone\\u001b[0m\\ntw"); process.stdout.write("o\\r\\n"); process.stderr.write("three")';
  const result = await run(script, { onLine: (line) => lines.push(line) });
  expect(lines.sort()).toEqual(["one", "three", "two"]);
  expect(result).toMatchObject({ exitCode: 0 });
  expect(readFileSync(logFile, "utf8")).toContain("\u001b[32mone");
});

test("gives the exit code", async () => {
  await expect(run("process.exit(3)")).resolves.toMatchObject({ exitCode: 3 });
});

test("fails when there is no such program", async () => {
  const missing = runChild("/nowhere/program", [], { cwd, env: {}, logFile, clock: systemClock });
  await expect(missing).rejects.toMatchObject({ code: "ENOENT" });
});

test("fails before it starts anything when it is interrupted already", async () => {
  await expect(run("", { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
});

describe("an interruption", () => {
  test("lets a child end by itself", async () => {
    const interruption = new AbortController();
    const script =
      'process.on("SIGINT", () => process.exit(7)); setInterval(() => {}, 1000); console.log("up")';
    const result = run(script, { signal: interruption.signal, onLine: () => interruption.abort() });
    await expect(result).resolves.toMatchObject({ exitCode: 7 });
  });

  test("makes a child end that does not, and whatever it has started", async () => {
    const interruption = new AbortController();
    const pids: number[] = [];
    const stubborn = 'process.on("SIGINT", () => {}); setInterval(() => {}, 1000);';
    const script = `${stubborn} console.log(process.pid);
      const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(
        `${stubborn} console.log(process.pid)`,
      )}], { stdio: "inherit" });`;
    const result = run(script, {
      signal: interruption.signal,
      graceMs: 50,
      onLine: (line) => {
        if (pids.push(Number(line)) === 2) interruption.abort();
      },
    });
    await expect(result).resolves.toMatchObject({ exitCode: null });
    expect(pids).toHaveLength(2);
    await eventually(() => expect(pids.filter(isAlive)).toEqual([]));
  });
});

test("nothing that a child has started outlives it", async () => {
  const pids: number[] = [];
  const script = `const { pid } = require("node:child_process").spawn("sleep", ["1000"], { stdio: "ignore" });
    console.log(pid); process.exit(0)`;
  await run(script, { onLine: (line) => pids.push(Number(line)) });
  expect(pids).toHaveLength(1);
  await eventually(() => expect(pids.filter(isAlive)).toEqual([]));
});
