import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startBackground } from "../../../../src/proof/deploy/background.js";
import { temporaryFolder } from "../../../support/cli/temporary-folder.js";
import { eventually } from "../../../support/protocol/eventually.js";

const folder = temporaryFolder();
const logFile = join(folder, "program.log");
const calm = new AbortController().signal;
const start = (program: string, signal = calm) =>
  startBackground([process.execPath, "-e", program], { cwd: folder, env: process.env, logFile, signal });
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("a program runs until it is stopped, with what it has started, and its log has what it printed", async () => {
  const program = await start(`
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    console.error("to the log");
    console.log(JSON.stringify([process.pid, child.pid]));
    setInterval(() => {}, 1000);`);
  const pids = JSON.parse(program.said) as number[];
  expect(pids.map(lives)).toEqual([true, true]);
  await program.stop();
  await eventually(() => expect(pids.map(lives)).toEqual([false, false]));
  expect(readFileSync(logFile, "utf8")).toMatch(/to the log/);
});

test("fails when the program ends before it is ready", async () => {
  await expect(start("process.exit(3)")).rejects.toMatchObject({ code: "DEPLOYMENT_FAILED" });
});

test("an interruption ends it", async () => {
  const interrupted = new AbortController();
  const program = await start("console.log(process.pid); setInterval(() => {}, 1000);", interrupted.signal);
  interrupted.abort(new Error("Ctrl-C"));
  await eventually(() => expect(lives(Number(program.said))).toBe(false));
  await program.stop();
  await expect(start("", interrupted.signal)).rejects.toThrow("Ctrl-C");
  expect(existsSync(logFile)).toBe(true);
});
