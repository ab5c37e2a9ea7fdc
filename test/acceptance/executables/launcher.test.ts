import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askScript } from "../../support/executables/build.js";

// What is started on Linux and macOS is a shell script. It is tried here with every shell that there is.

const SHELLS = [
  ["sh"],
  ["dash"],
  ["bash", "--posix"],
  ["busybox", "sh"],
  ["ksh"],
  ["mksh"],
  ["zsh", "--emulate", "sh"],
];
const shells = SHELLS.filter(
  ([program = "", ...args]) => spawnSync(program, [...args, "-c", ":"]).status === 0,
);

let folder: string;
let launcher: string;
const paths = () => ({
  glibc: join(folder, "ld-linux.so.2"),
  musl: join(folder, "ld-musl.so.1"),
  alpine: join(folder, "libc.musl.so.1"),
});
const lay = (...files: string[]) => {
  for (const file of files) writeFileSync(file, "");
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "a launcher's folder-"));
  launcher = join(folder, "started");
  const text = await askScript("launcher.mjs", `script.launcherText("provider", ${JSON.stringify(paths())})`);
  // The places of a system have no spaces, those of this test have.
  writeFileSync(launcher, unspaced(String(text)));
  chmodSync(launcher, 0o755);
  for (const kind of ["glibc", "musl"]) {
    // Node as the runtime: it shows arguments, environment and standard input as they are.
    const tell = `process.stdout.write(JSON.stringify({ kind: "${kind}", args: process.argv.slice(2), env: process.env,
      input: require("node:fs").readFileSync(0, "utf8") }))`;
    writeFileSync(join(folder, `provider-${kind}`), `#!${process.execPath}\n${tell}`, { mode: 0o755 });
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The paths of this test's system within quotes. */
function unspaced(text: string): string {
  return Object.values(paths()).reduce(
    (all, path) => all.split(`[ -e ${path} ]`).join(`[ -e "${path}" ]`),
    text,
  );
}

interface Told {
  readonly kind: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly input: string;
}

function start(shell: readonly string[], args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Told {
  const [program = "", ...options] = shell;
  const PATH = process.env.PATH;
  return JSON.parse(
    execFileSync(program, [...options, launcher, ...args], {
      env: { PATH, ...env },
      input: "asked",
      encoding: "utf8",
    }),
  );
}

describe.each(shells)("by %s", (...shell) => {
  test.each([
    ["glibc", ["glibc"]],
    ["musl", ["musl"]],
    // Somebody builds for musl here.
    ["glibc", ["glibc", "musl"]],
    // Alpine, with its stand-in for glibc.
    ["musl", ["glibc", "musl", "alpine"]],
    ["musl", ["musl", "alpine"]],
  ] as const)("the runtime for %s is started where there is %p", (kind, there) => {
    lay(...there.map((name) => paths()[name]));
    expect(start(shell).kind).toBe(kind);
  });

  test("the runtime has the arguments, the environment and the standard input that the launcher was given", () => {
    lay(paths().glibc);
    const args = ["--reattach", "", "two words", "a\nline", "$HOME", "*", "'"];
    const given = { LATCHKEY_A: "two\nlines 'and' \"quotes\" $(no)", TF_LOG: "", AWS_PROFILE: "é" };

    const told = start(shell, args, given);

    expect(told.args).toEqual(args);
    expect(told.env).toMatchObject(given);
    expect(told.input).toBe("asked");
  });

  test("variables of a caller reach the runtime as they are, whatever names they have", () => {
    lay(paths().glibc);
    const names = ["self", "link", "line", "name", "kind"];
    const given = Object.fromEntries(names.map((name) => [name, `the caller's ${name}`]));
    const [program = "", ...options] = shell;
    symlinkSync("started", join(folder, "linked"));
    const env = { PATH: process.env.PATH, BUN_OPTIONS: "--smol", ...given };
    const told = execFileSync(program, [...options, join(folder, "linked")], { env, input: "" });
    expect(JSON.parse(String(told)).env).toMatchObject(given);
  });

  test("nothing that Bun would obey reaches it where no file can be written", () => {
    lay(paths().glibc);
    const unwritable = ["sh", "-c", `trap "" XFSZ; ulimit -f 0; exec "$@"`, "sh", ...shell];
    const env = { BUN_OPTIONS: "--preload=/tmp/x.js", LATCHKEY_A: "a".repeat(100_000) };
    const told = start(unwritable, [], env).env;
    expect([told.BUN_OPTIONS, told.LATCHKEY_A]).toEqual([undefined, env.LATCHKEY_A]);
  });

  test("nothing of the environment that Bun would obey reaches it", () => {
    lay(paths().glibc);
    const bun = {
      BUN_BE_BUN: "1",
      BUN_OPTIONS: "--preload=/tmp/x.js",
      BUN_INSPECT_PRELOAD: "two\nexport BUN_LINES='1'",
      BUN_CONFIG_VERBOSE_FETCH: "curl",
      BUN_JSC_dumpOptions: "1",
      MIMALLOC_VERBOSE: "1",
      NODE_CHANNEL_FD: "3",
    };
    const ours = {
      NODE_EXTRA_CA_CERTS: "/etc/ca.pem",
      MY_BUN_OPTIONS: "kept",
      LATCHKEY_A: "export BUN_X=1\nunset PATH",
    };

    const { env } = start(shell, [], { ...bun, ...ours });

    expect(Object.keys(env).filter((name) => name in bun)).toEqual([]);
    expect(env).toMatchObject(ours);
  });

  test("it finds the runtime from any link to it, and from its own folder", () => {
    lay(paths().glibc);
    mkdirSync(join(folder, "bin"));
    symlinkSync("../started", join(folder, "bin", "relative"));
    symlinkSync(join(folder, "bin", "relative"), join(folder, "bin", "absolute"));
    const [program = "", ...options] = shell;
    const told = (file: string, cwd: string) =>
      JSON.parse(execFileSync(program, [...options, file], { cwd, input: "", encoding: "utf8" })).kind;

    expect(told(join(folder, "bin", "absolute"), "/")).toBe("glibc");
    expect(told("bin/relative", folder)).toBe("glibc");
    expect(told("started", folder)).toBe("glibc");
  });

  test("where there is neither C library it says so in one line, which Terraform shows", () => {
    const [program = "", ...options] = shell;
    const run = (env: NodeJS.ProcessEnv) =>
      spawnSync(program, [...options, launcher], {
        env: { PATH: process.env.PATH, ...env },
        encoding: "utf8",
      });

    const byHand = run({});
    expect(byHand.status).toBe(1);
    expect(byHand.stdout).toBe(
      `The latchkey provider needs glibc or musl; there is neither ${paths().glibc} nor ${paths().musl}\n`,
    );
    // With fewer than four parts, Terraform would guess at another architecture.
    expect(run({ TF_PLUGIN_MAGIC_COOKIE: "x" }).stdout.trimEnd().endsWith("|||")).toBe(true);
  });
});

test("the launcher puts the runtime in its place, so that signals and the end are the runtime's", async () => {
  lay(paths().glibc);
  const runtime = `#!${process.execPath}
    process.on("SIGTERM", () => process.exit(7));
    process.stdout.write(String(process.pid));
    setInterval(() => {}, 1000);`;
  writeFileSync(join(folder, "provider-glibc"), runtime, { mode: 0o755 });

  const child = spawn(launcher, { stdio: ["ignore", "pipe", "inherit"] });
  const [pid] = await once(child.stdout, "data");
  child.kill("SIGTERM");

  expect(String(pid)).toBe(String(child.pid));
  expect(await once(child, "exit")).toEqual([7, null]);
});
