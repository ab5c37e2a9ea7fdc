import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../src/domain/package-root.js";
import type { Evidence } from "../../src/proof/evidence/index.js";
import { postgresMissing } from "../../src/proof/postgres/postgres-missing.js";
import { DOCUMENTS } from "../../src/proof/stories/documents.js";
import { promises } from "../../src/proof/stories/index.js";
import { freshLatchkey } from "../support/acceptance/fresh-build.js";
import { describeIf, startMissing } from "../support/acceptance/requirements.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { eventually } from "../support/protocol/eventually.js";

jest.setTimeout(1_800_000);

const withAws = awsProviderOrNotice() ? describeIf(startMissing()) : describe.skip;

/** The part of the line of JSON that is looked at. */
interface Result {
  readonly held: boolean;
  readonly evidence: readonly (Evidence & { readonly document: string | null })[];
  readonly systems: readonly { readonly document: string; readonly skipped: string | null }[];
  readonly failure: unknown;
}

withAws("latchkey start, the built command on the real cdktf, Terraform and AWS provider", () => {
  let home: string;
  let elsewhere: string;
  let temporary: string;
  const printed = { stdout: "", stderr: "" };
  let command: ChildProcess;

  beforeEach(() => {
    // Short, because sockets are made in it.
    [home, elsewhere, temporary] = ["h", "e", "t"].map((name) => mkdtempSync(join(tmpdir(), name))) as [
      string,
      string,
      string,
    ];
    Object.assign(printed, { stdout: "", stderr: "" });
  });
  afterEach(() => {
    if (command.exitCode === null) command.kill("SIGKILL");
    for (const folder of [home, elsewhere, temporary]) rmSync(folder, { recursive: true, force: true });
  });

  function start(...args: readonly string[]): Promise<number | null> {
    const [program, ...first] = freshLatchkey();
    command = spawn(program, [...first, "start", ...args], {
      cwd: elsewhere,
      env: { ...process.env, HOME: home, TMPDIR: temporary, LATCHKEY_KEY_SETTLE_SECONDS: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const name of ["stdout", "stderr"] as const) {
      command[name]?.setEncoding("utf8").on("data", (text: string) => {
        printed[name] += text;
      });
    }
    return new Promise((resolve) => command.once("close", resolve));
  }

  test("holds every promise, says so in one line of JSON, and leaves nothing behind", async () => {
    const exitCode = await start("--json");
    const result = JSON.parse(printed.stdout) as Result;
    expect(result.evidence.filter(({ held }) => !held)).toEqual([]);
    expect(result).toMatchObject({ held: true, failure: null, work_folder: null });
    const skipped = postgresMissing(packageRoot()) === undefined ? [] : ["002"];
    expect(result.systems.map(({ document }) => document)).toEqual([...DOCUMENTS]);
    expect(
      result.systems.filter((system) => system.skipped !== null).map(({ document }) => document),
    ).toEqual(skipped);
    const promised = promises.filter(({ document }) => !skipped.includes(document));
    expect(result.evidence.filter(({ document }) => document !== null)).toMatchObject(promised);
    // And what was searched: files everywhere, processes where the system shows them.
    expect(result.evidence).toHaveLength(promised.length + (process.platform === "linux" ? 2 : 1));
    expect(exitCode).toBe(0);
    expect(printed.stdout.trimEnd()).not.toContain("\n");
    expect([home, elsewhere, temporary].flatMap((folder) => readdirSync(folder))).toEqual([]);
  });

  test("is ended by Ctrl-C in the middle of a deploy within seconds, with all that it has started", async () => {
    const work = join(temporary, "w");
    const ended = start("--work", work);
    while (!printed.stderr.includes("aws_iam_user Access/User created")) {
      await once(command.stderr ?? command, "data");
    }
    const pressed = Date.now();
    command.kill("SIGINT");
    await expect(ended).resolves.toBe(130);
    expect(Date.now() - pressed).toBeLessThan(15_000);
    expect(printed.stderr).toContain("Everything that it had started is stopped.");
    await eventually(() => expect(processesWith(work)).toEqual([]));
  });
});

/** Command lines of running processes that name a folder; nothing where the system does not tell. */
function processesWith(folder: string): string[] {
  if (!existsSync("/proc/self/cmdline")) return [];
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) || line.includes(folder) ? [line] : [];
    } catch {
      return [];
    }
  });
}
