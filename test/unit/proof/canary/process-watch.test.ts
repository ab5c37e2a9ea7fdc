import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { readdirSync } from "node:fs";
import type { Duplex } from "node:stream";
import type { Clock } from "../../../../src/domain/clock.js";
import { systemClock } from "../../../../src/domain/system-clock.js";
import { linuxProcessTable, type ProcessTable } from "../../../../src/proof/canary/process-table.js";
import {
  ProcessWatch,
  type SeenProcess,
  type WatchOptions,
} from "../../../../src/proof/canary/process-watch.js";
import { searchProcesses } from "../../../../src/proof/canary/search-processes.js";

const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const CANARIES = [{ label: "the planted one", secret: SECRET }];
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** A program that starts another one, hands it its own input and output, and waits for it. */
const PARENT = `
  const { spawnSync } = require("node:child_process");
  const [program, name, ...args] = process.argv.slice(1);
  spawnSync(process.execPath, ["-e", program, "--", ...args], {
    stdio: "inherit",
    env: name === "" ? process.env : { ...process.env, [name]: process.env.PLANTED },
  });
`;
/** One that lives until its input ends. */
const CHILD = `process.stdout.write("up"); process.stdin.resume();`;

const table = linuxProcessTable();
const onLinux = table ? describe : describe.skip;
if (!table) process.stderr.write("\nSKIPPED: processes are not watched on this system.\n\n");

/** Tells who was not there yet: a test that ran in this very process before may have left children of its own. */
function newcomers(): (one: SeenProcess) => boolean {
  const before = new Set(readdirSync("/proc"));
  return ({ pid }) => !before.has(String(pid));
}

const watches: ProcessWatch[] = [];
afterEach(() => Promise.all(watches.splice(0).map((watch) => watch.end())));

/** Watches a process and its family; this one, unless another is named. */
function watching(options: WatchOptions = { root: process.pid }) {
  const looks = new EventEmitter();
  const clock: Pick<Clock, "sleep"> = {
    sleep(ms, signal) {
      looks.emit("over");
      return systemClock.sleep(ms, signal);
    },
  };
  const watch = new ProcessWatch(table as ProcessTable, clock, options);
  watch.begin();
  watches.push(watch);
  return { watch, nextLook: () => once(looks, "over") };
}

/** Watches this process while it runs a child that runs a child. */
async function seenWhile(args: readonly string[], env: NodeJS.ProcessEnv = {}, name = "") {
  const isNew = newcomers();
  const { watch, nextLook } = watching();
  const child = spawn(process.execPath, ["-e", PARENT, "--", CHILD, name, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await nextLook();
  child.stdin.end();
  await once(child, "close");
  return (await watch.end()).filter(isNew);
}

const places = (seen: readonly SeenProcess[], given: NodeJS.ProcessEnv = {}) =>
  searchProcesses(seen, CANARIES, given).findings.map(({ where, spelling }) => `${where}: ${spelling}`);

onLinux("a planted secret is found in", () => {
  test("the arguments of a child's child, in plain and in base64", async () => {
    const seen = await seenWhile([`--password=${SECRET}`, base64(`p:${SECRET}`)]);
    expect(new Set(places(seen))).toEqual(new Set(["arguments: plain", "arguments: base64"]));
    // Its parent was given them as well.
    expect(searchProcesses(seen, CANARIES, {})).toMatchObject({ processes: 2, denied: [] });
  });

  test("a variable that a child gives to its own child", async () => {
    const given = { PLANTED: SECRET };
    const seen = await seenWhile([], given, "HANDED_ON");
    expect(places(seen, given)).toEqual(["environment (HANDED_ON): plain"]);
  });

  test("arguments, although it was given as a variable on purpose", async () => {
    const given = { AWS_SECRET_ACCESS_KEY: SECRET };
    const seen = await seenWhile([SECRET], given);
    expect(new Set(places(seen, given))).toEqual(new Set(["arguments: plain"]));
  });

  test("a variable that was given on purpose with another value", async () => {
    const seen = await seenWhile([], { TF_VAR_password: `x${SECRET}` });
    expect(new Set(places(seen, { TF_VAR_password: SECRET }))).toEqual(
      new Set(["environment (TF_VAR_password): plain"]),
    );
  });
});

onLinux("a watch", () => {
  test("finds nothing where a secret is only where it was put on purpose", async () => {
    const given = { TF_VAR_password: `${SECRET}\u00e9` };
    const seen = await seenWhile([], given);
    expect(seen.map(({ environment }) => [...environment].some((text) => text.includes(SECRET)))).toEqual([
      true,
      true,
    ]);
    expect(places(seen, given)).toEqual([]);
  });

  test("goes on to see those whose parent has ended, and sees nobody else's children", async () => {
    const orphan = `
      const line = new (require("node:net").Socket)({ fd: 3 });
      line.write("up");
      line.once("data", () => {
        const sleeper = require("node:child_process").spawn("sleep", ["59"], { stdio: "ignore" });
        sleeper.once("spawn", () => line.write("up"));
        line.once("end", () => sleeper.kill());
      });`;
    const orphaning = `
      require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(orphan)}], {
        detached: true,
        stdio: ["ignore", "ignore", "inherit", 3],
      });`;
    const isNew = newcomers();
    const { watch, nextLook } = watching();
    // A line of its own to the orphan: standard input is closed when the child is gone.
    const child = spawn(process.execPath, ["-e", orphaning], {
      stdio: ["ignore", "ignore", "inherit", "pipe"],
    });
    const line = child.stdio[3] as Duplex;
    await once(line, "data");
    await nextLook();
    const orphaned = once(child, "exit");
    child.kill();
    await orphaned;
    line.write("go on");
    await once(line, "data");
    await nextLook();
    line.end();
    await once(child, "close");
    const programs = (await watch.end()).filter(isNew).map((one) => [...one.arguments].at(-1));
    expect(programs).toEqual([orphaning, orphan, "59"]);
  });

  test("sees the first of a family, too, where that is asked for", async () => {
    const child = spawn("cat", { env: { PLANTED: SECRET } });
    const { watch, nextLook } = watching({ root: child.pid ?? 0, rootToo: true });
    await nextLook();
    child.stdin.end();
    await once(child, "close");
    expect(places(await watch.end())).toEqual(["environment (PLANTED): plain"]);
  });

  test("names a process of which the system tells nothing", async () => {
    const mute: ProcessTable = {
      pids: () => [1, 7],
      parent: (pid) => (pid === 7 ? 1 : 0),
      arguments: () => "denied",
      environment: () => "denied",
    };
    const watch = new ProcessWatch(mute, systemClock, { root: 1 });
    watch.begin();
    expect(searchProcesses(await watch.end(), CANARIES, {}).denied).toEqual(["a process (7)"]);
  });
});

test("a system without such a table is told from one with it", () => {
  expect(linuxProcessTable("/nowhere")).toBeUndefined();
});

test("a finding never holds the secret, though a program or a variable be named after it", () => {
  const secret = "planted_name_42";
  const seen: SeenProcess = {
    pid: 7,
    programs: new Set(["terraform", `run-${secret}`]),
    arguments: new Set(),
    environment: new Set([`${secret}=1`, `A_B=${secret}`]),
    denied: true,
  };
  const report = searchProcesses([seen], [{ label: "it", secret }], {});
  expect(report.findings.map(({ where }) => where)).toEqual([
    "environment (a name that is the secret)",
    "environment (A_B)",
  ]);
  expect(report.denied).toEqual(["terraform (7)"]);
  expect(JSON.stringify(report)).not.toContain(secret);
});
