import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { latchkeyCommand } from "../support/audit/latchkey-command.js";
import { file, temporaryFolder } from "../support/cli/temporary-folder.js";
import { eventually } from "../support/protocol/eventually.js";

jest.setTimeout(300_000);

// Pipes and process groups as here are Unix's.
const describeOnUnix = process.platform === "win32" ? describe.skip : describe;

/** Far below every time limit of the product, and far above what a busy machine takes to end a process. */
const SOON_MS = 15_000;
const USER = "arn:aws:iam::123456789012:user/gw";

interface Waiting {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Resolves when the command has come to what it waits for. */
  reached(child: ChildProcessWithoutNullStreams): Promise<void>;
}

const folder = temporaryFolder();
const latchkey = latchkeyCommand(folder);
const children: ChildProcessWithoutNullStreams[] = [];
const silent = createServer((connection) => {
  connections++;
  connection.on("error", () => {});
});
let connections = 0;
let url: string;
let pipes = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(silent.address() as { port: number }).port}`;
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => void silent.close());

function begin(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  [program = latchkey, ...first]: readonly string[] = [],
) {
  const child = spawn(program, [...first, ...args], {
    stdio: "pipe",
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_REGION: "eu-central-1",
      AWS_EC2_METADATA_DISABLED: "true",
      LATCHKEY_TOKEN: "t-1",
      LATCHKEY_HOOK_TASK_KEY: "key",
      LATCHKEY_GATEWAY_URL: `${url}/api/v2`,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7DEPLOYR",
      AWS_SECRET_ACCESS_KEY: "secret",
      ...env,
    },
  });
  children.push(child);
  child.stdin.on("error", () => {});
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (printed += text));
  const ended = new Promise<{ code: number | null; signal: string | null; printed: string }>((resolve) =>
    // As a shell tells it: what still hangs in the system when it was interrupted is ended by SIGINT itself.
    child.once("close", (code, signal) =>
      resolve({ code: signal === "SIGINT" ? 130 : code, signal, printed }),
    ),
  );
  return { child, ended };
}

function newPipe(): string {
  const path = join(folder, `pipe-${++pipes}`);
  expect(spawnSync("mkfifo", [path]).status).toBe(0);
  return path;
}

/** A pipe can be opened for writing once somebody reads from it. */
async function beingRead(pipe: string): Promise<number> {
  let writer = -1;
  await eventually(() => {
    writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  });
  return writer;
}

function onPipe(...before: readonly string[]): () => Waiting {
  return () => {
    const pipe = newPipe();
    return {
      args: [...before, pipe],
      reached: async () => closeLater(await beingRead(pipe)),
    };
  };
}

/** A zip that somebody is still to write. */
function onPackage(...before: readonly string[]): () => Waiting {
  return () => {
    const zip = join(folder, `package-${++pipes}`, "terraform-provider-latchkey_0.1.0_linux_amd64.zip");
    mkdirSync(dirname(zip));
    expect(spawnSync("mkfifo", [zip]).status).toBe(0);
    return { args: [...before, zip], reached: async () => closeLater(await beingRead(zip)) };
  };
}

const writers: number[] = [];
const closeLater = (writer: number) => void writers.push(writer);
afterEach(() => {
  for (const writer of writers.splice(0)) closeSync(writer);
});

function onInput(...args: readonly string[]): () => Waiting {
  return () => ({
    args,
    // More than a pipe holds: it has begun to read.
    reached: (child) => new Promise((resolve) => child.stdin.write("x".repeat(1_000_000), () => resolve())),
  });
}

function onSystem(args: readonly string[], env?: Readonly<Record<string, string>>): () => Waiting {
  return () => {
    const before = connections;
    return {
      args,
      ...(env && { env }),
      reached: () => eventually(() => expect(connections).toBeGreaterThan(before)),
    };
  };
}

/** A Terraform that never answers, and that does not heed a signal. */
function onTerraform(...args: readonly string[]): () => Waiting {
  return () => {
    const begun = newPipe();
    const terraform = file(
      folder,
      `terraform-${pipes}`,
      `#!/bin/sh\ntrap '' INT TERM\nexec sleep 1000 < '${begun}'\n`,
      0o755,
    );
    return {
      args,
      env: { TERRAFORM_BINARY_NAME: terraform },
      reached: async () => closeLater(await beingRead(begun)),
    };
  };
}

const KEY = "AKIA5Q2JH7ZTLPVKE3RD";
const keyFile = file(folder, "key.txt", `id: ${KEY}\n`);
const hanging = file(folder, "hanging", "#!/bin/sh\nexec sleep 1000\n", 0o755);
const profile = file(folder, "config", `[default]\nregion = eu-central-1\ncredential_process = ${hanging}\n`);

/** What has a credential issued waits for it once it has asked; until then for nothing. */
const BY_LOGIN = { LATCHKEY_TOKEN: "", LATCHKEY_ACCESS_ID: "p-abcdefghijkl", LATCHKEY_ACCESS_KEY: "a2V5" };

const WAITS: readonly [name: string, waiting: () => Waiting][] = [
  ["audit, on a pipe", onPipe("audit", "--offline")],
  ["audit, on its input", onInput("audit", "--offline", "-")],
  ["audit, on AWS", onSystem(["audit", keyFile])],
  [
    "audit, on HCP Terraform",
    () => onSystem(["audit", "--workspace", "a/b", "--hostname", url], { TFE_TOKEN: "t" })(),
  ],
  ["status, on a pipe", onPipe("status", "--state")],
  ["status, on its input", onInput("status", "--state", "-")],
  ["status, on the gateway", onSystem(["status", "--target", "/t", "--user", USER])],
  ["status, on Terraform", onTerraform("status", "--terraform", folder)],
  [
    "status, on HCP Terraform",
    () => onSystem(["status", "--workspace", "a/b", "--hostname", url], { TFE_TOKEN: "t" })(),
  ],
  ["retire, on a pipe", onPipe("retire", "--yes", "--state")],
  ["retire, on its input", onInput("retire", "--yes", "--state", "-")],
  ["retire, on AWS", onSystem(["retire", "--yes", "--target", "/t", "--user", USER, "--rotator", "/r"])],
  ["retire, on Terraform", onTerraform("retire", "--yes", "--terraform", folder)],
  ["get, on the gateway", onSystem(["get", "/s"])],
  ["put, on the gateway", onSystem(["put", "/s"])],
  ["sessions, on the gateway", onSystem(["sessions", "/p"])],
  ["discover, on the gateway", onSystem(["discover", "/"])],
  ["rotate, on the gateway", onSystem(["rotate", "/r"])],
  ["console, on the gateway", onSystem(["console", "/p"])],
  ["exec, on the login", onSystem(["exec", "--aws", "/p", "--", "true"], BY_LOGIN)],
  ["credential-process, on the login", onSystem(["credential-process", "/p"], BY_LOGIN)],
  ["webhook try, on a pipe", onPipe("webhook", "try", "http://127.0.0.1:1", "--open", "--payload-file")],
  [
    "webhook try, on its input",
    onInput("webhook", "try", "http://127.0.0.1:1", "--open", "--payload-file", "-"),
  ],
  ["hook serve, on a pipe", onPipe("hook", "serve", "--targets")],
  ["start, on Terraform", onTerraform("start")],
  [
    "provider install, on a package",
    onPackage("provider", "install", "--mirror", join(folder, "m"), "--from"),
  ],
];

describeOnUnix("a command that waits", () => {
  describe.each(["SIGINT", "SIGTERM"] as const)("and is sent %s", (signal) => {
    test.each(WAITS)("%s: ends at once, with exit code 130", async (_, waiting) => {
      const { args, env, reached } = waiting();
      const { child, ended } = begin(args, env);
      await reached(child);
      const sent = performance.now();
      child.kill(signal);
      const { code, printed } = await ended;
      expect({ code, printed }).toMatchObject({
        code: 130,
        printed: expect.stringContaining("[INTERRUPTED]"),
      });
      expect(performance.now() - sent).toBeLessThan(SOON_MS);
    });
  });

  test("ends where more pipes hang than Node has threads for files", async () => {
    const pipes = [newPipe(), newPipe(), newPipe(), newPipe(), newPipe()];
    const { child, ended } = begin(["audit", "--offline", ...pipes]);
    closeLater(await beingRead(pipes[0] ?? ""));
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 130 });
  });

  test("ends where a thread hangs in the system, as shells tell of an interruption", async () => {
    // The SDK opens its file in one of Node's threads, which an ordinary exit waits for.
    const credentials = newPipe();
    const script = `'${latchkey}' audit '${keyFile}' & child=$!; trap "kill -TERM $child" USR1; wait $child; wait $child; echo "code $?"`;
    const { child, ended } = begin([], { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_ACCESS_KEY_ID: "" }, [
      "bash",
      "-c",
      script,
    ]);
    closeLater(await beingRead(credentials));
    child.kill("SIGUSR1");
    expect((await ended).printed).toMatch(/\[INTERRUPTED\][\s\S]*code 130/);
  });

  test("ends where a program that tells the credentials hangs", async () => {
    const { child, ended } = begin(["audit", keyFile], {
      AWS_CONFIG_FILE: profile,
      AWS_PROFILE: "default",
      AWS_ACCESS_KEY_ID: "",
    });
    await eventually(() => expect(childrenOf(child)).toBeGreaterThan(0));
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 130 });
  });
});

test("a pipe that a shell makes of a program's output is read like a file", () => {
  const script = `'${latchkey}' audit --offline --json <(sleep 0.2; echo 'id: ${KEY}')`;
  const { stdout } = spawnSync("bash", ["-c", script], { encoding: "utf8", env: process.env });
  expect(JSON.parse(stdout).keys).toHaveLength(1);
});

function childrenOf({ pid }: ChildProcessWithoutNullStreams): number {
  const { stdout } = spawnSync("pgrep", ["-f", "-P", String(pid), hanging], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean).length;
}
