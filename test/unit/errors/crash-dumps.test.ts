import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { keepCredentialsOutOfCrashReports } from "../../../src/errors/crash-dumps.js";
import { scanForCanaries } from "../../../src/proof/canary/scan.js";
import { freshBundle } from "../../support/acceptance/fresh-build.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

jest.setTimeout(60_000);

const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/** Fills the memory once the program has begun its work. */
const EXHAUST = `setImmediate(() => setTimeout(() => { const all = []; for (;;) all.push(new Array(1e5).fill({})); }, 700));`;

/** Lets a program run out of memory where Node is asked for a report, and gives the folder that it wrote into. */
function crash(program: string, ...args: readonly string[]): string {
  const folder = temporaryFolder();
  const exhaust = file(temporaryFolder(), "exhaust.js", EXHAUST);
  const options = `--report-on-fatalerror --report-uncaught-exception --max-old-space-size=100 --require ${exhaust}`;
  const { signal, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, AWS_SECRET_ACCESS_KEY: SECRET, NODE_OPTIONS: options },
    encoding: "utf8",
  });
  expect({ signal, stderr }).toEqual({
    signal: "SIGABRT",
    stderr: expect.stringContaining("heap out of memory"),
  });
  return folder;
}

const secretsIn = async (folder: string) =>
  (await scanForCanaries([folder], [{ label: "it", secret: SECRET }])).findings;

test("a program of somebody else that crashes leaves a report with its environment", async () => {
  const folder = crash(file(temporaryFolder(), "other.js", "setTimeout(() => {}, 60_000)"));
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^report\..*\.json$/)]);
  await expect(secretsIn(folder)).resolves.not.toEqual([]);
});

test.each([
  ["the command line", () => [join(__dirname, "../../../dist/bin/latchkey.js"), "sandbox"]],
  ["the provider", (provider: string) => [join(provider, "provider.js"), "--reattach"]],
])("%s leaves no secret behind when it crashes", async (_name, command) => {
  const [program = "", ...args] = command(freshBundle());
  await expect(secretsIn(crash(program, ...args))).resolves.toEqual([]);
});

test("a report without the environment is written where Node can leave it out", () => {
  const report = { excludeEnv: false, reportOnFatalError: true, reportOnUncaughtException: true };
  keepCredentialsOutOfCrashReports({ report } as never);
  expect(report).toEqual({ excludeEnv: true, reportOnFatalError: true, reportOnUncaughtException: true });
});

test("nothing happens where Node was built without reports", () => {
  expect(() => keepCredentialsOutOfCrashReports({} as never)).not.toThrow();
});
