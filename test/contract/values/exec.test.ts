import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { PRODUCER, type ProcessSurroundings, ValuesScene } from "../../support/cli/values-scene.js";
import { eventually } from "../../support/protocol/eventually.js";

// Real processes, each of which loads the AWS SDK, on a machine with other work.
jest.setTimeout(120_000);

// Signals and shells as here are Unix's.
const describeOnUnix = process.platform === "win32" ? describe.skip : describe;

let scene: ValuesScene;
beforeEach(async () => {
  scene = await ValuesScene.begin();
});
afterEach(() => scene.end());

const exec = (program: readonly string[], around?: ProcessSurroundings) =>
  scene.start(["exec", "--aws", PRODUCER, "--", ...program], around);

/** Nothing that was issued is left, on either side. */
async function expectRevoked(): Promise<void> {
  expect(await scene.issued()).toEqual([]);
  expect(scene.users()).toEqual([]);
  expect(scene.commands()).toContain("dynamic-secret-get-value");
}

/** A program that says when it is there, and waits for what comes. */
const waiting = (onSignal = "") => ["sh", "-c", `${onSignal}echo ready; while :; do sleep 0.05; done`];

describeOnUnix("a program", () => {
  test("gets the credential in its environment, and no other identity of AWS", async () => {
    await scene.producer();
    const { ended } = exec(["env"], {
      env: {
        AWS_PROFILE: "other",
        AWS_SESSION_TOKEN: "other-token",
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "other-secret",
        AWS_WEB_IDENTITY_TOKEN_FILE: "/other",
        APP: "kept",
      },
    });
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    const env = Object.fromEntries(stdout.split("\n").map((line) => line.split(/=(.*)/s).slice(0, 2)));
    expect(env).toMatchObject({
      APP: "kept",
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: scene.sandbox.aws.url,
    });
    expect(
      Object.keys(env)
        .filter((name) => name.startsWith("AWS_"))
        .sort(),
    ).toEqual([
      "AWS_ACCESS_KEY_ID",
      "AWS_EC2_METADATA_DISABLED",
      "AWS_ENDPOINT_URL",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
    ]);
    expect(env.AWS_ACCESS_KEY_ID).not.toBe("AKIAIOSFODNN7EXAMPLE");
    expect(scene.sandbox.gateway.issuedSecrets()).toContain(env.AWS_SECRET_ACCESS_KEY);
    await expectRevoked();
  });

  test("works as the user that was issued for it while it runs, and leaves no secret in files, process lists and output", async () => {
    await scene.producer();
    const folder = temporaryFolder();
    const { child, printed, ended } = exec(waiting("trap 'exit 0' TERM; "), {
      cwd: folder,
      env: { HOME: folder, TMPDIR: folder },
    });
    await eventually(() => expect(printed.stdout).toContain("ready"));
    expect(scene.users()).toHaveLength(1);
    expect(await scene.issued()).toEqual(scene.users());
    const secrets = scene.sandbox.gateway.issuedSecrets();
    const { stdout: processes } = spawnSync("ps", ["-eo", "args"], { encoding: "utf8" });
    const environ = `/proc/${child.pid}/environ`;
    const own = existsSync(environ) ? readFileSync(environ, "utf8") : "";
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, "utf8"));
    child.kill("SIGTERM");
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    const issued = secrets.filter((secret) => ![scene.env.AKEYLESS_ACCESS_KEY].includes(secret));
    expect(issued.length).toBeGreaterThan(0);
    for (const secret of issued)
      expect([processes, own, stdout, stderr, ...files].join("\n")).not.toContain(secret);
    await expectRevoked();
  });

  test("reads and writes the streams of the command, character by character", async () => {
    await scene.producer();
    const input = Buffer.from(Array.from({ length: 300_000 }, (_, at) => 32 + (at % 90)));
    const { stdout, code } = await exec(["cat"], { input }).ended;
    expect(code).toBe(0);
    expect(stdout === input.toString("latin1")).toBe(true);
  });

  test.each([0, 1, 7, 130, 255])("hands on its exit code %i, and is revoked", async (code) => {
    await scene.producer();
    await expect(exec(["sh", "-c", `exit ${code}`]).ended).resolves.toMatchObject({ code, signal: null });
    await expectRevoked();
  });

  test("that a signal has ended is told of as shells do, and is revoked", async () => {
    await scene.producer();
    await expect(exec(["sh", "-c", "kill -KILL $$"]).ended).resolves.toMatchObject({ code: 137 });
    await expectRevoked();
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const)(
    "is sent %s when the command is, once, and goes on if it likes",
    async (signal) => {
      await scene.producer();
      const name = signal.slice(3);
      const { child, printed, ended } = exec(
        waiting(`n=0; trap 'n=$((n+1)); echo got ${name} $n; [ $n -lt 2 ] || exit 5' ${name}; `),
      );
      await eventually(() => expect(printed.stdout).toContain("ready"));
      child.kill(signal);
      await eventually(() => expect(printed.stdout).toContain(`got ${name} 1`));
      expect(scene.users()).toHaveLength(1);
      child.kill(signal);
      await expect(ended).resolves.toMatchObject({
        code: 5,
        stdout: `ready\ngot ${name} 1\ngot ${name} 2\n`,
      });
      await expectRevoked();
    },
  );

  test("that dies of the signal is told of as such, and is revoked", async () => {
    await scene.producer();
    const { child, printed, ended } = exec(["sh", "-c", "echo ready; exec sleep 1000"]);
    await eventually(() => expect(printed.stdout).toContain("ready"));
    child.kill("SIGTERM");
    await expect(ended).resolves.toMatchObject({ code: 143 });
    await expectRevoked();
  });

  test.each([
    ["is not there", () => "/nowhere/program", 127],
    ["may not be executed", () => file(temporaryFolder(), "program", "#!/bin/sh\n", 0o644), 126],
  ])("that %s is an exit code of its own, and the credential is revoked", async (_what, program, code) => {
    await scene.producer();
    const shown = await exec([program()]).ended;
    expect(shown).toMatchObject({ code, stdout: "" });
    expect(shown.stderr).toContain("[PROGRAM_NOT_STARTED]");
    expect(shown.stderr).toContain("The credential that was issued is revoked.");
    await expectRevoked();
  });

  test("has its own options, whatever they are called", async () => {
    await scene.producer();
    const { stdout } = await exec(["printf", "%s\n", "--json", "--yes", "--aws"]).ended;
    expect(stdout).toBe("--json\n--yes\n--aws\n");
  });

  test("whose reader has left ends as it would without the command, and is revoked", async () => {
    await scene.producer();
    const { child, ended } = exec(["sh", "-c", "sleep 0.5; yes; exit 3"]);
    child.stdout.destroy();
    child.stderr.destroy();
    await expect(ended).resolves.toMatchObject({ signal: null });
    await expectRevoked();
  });

  test("of a role is told when the credential ends, and nothing pretends to revoke it", async () => {
    await scene.roleProducer({ "user-ttl": "15m" });
    const { stdout, code } = await exec([
      "sh",
      "-c",
      'echo "$AWS_SESSION_TOKEN"; echo "$AWS_CREDENTIAL_EXPIRATION"',
    ]).ended;
    const [token = "", until = ""] = stdout.split("\n");
    expect(code).toBe(0);
    expect(scene.sandbox.gateway.issuedSecrets().concat(scene.sandbox.aws.issuedSecrets())).toContain(token);
    expect(Math.abs(Date.parse(until) - Date.now() - 900_000)).toBeLessThan(300_000);
    expect(scene.commands()).not.toContain("dynamic-secret-tmp-creds-delete");
  });

  test("keeps its exit code where the credential could not be revoked, which is told with its end", async () => {
    await scene.producer();
    const { printed, child, ended } = exec(waiting("trap 'exit 4' TERM; "));
    await eventually(() => expect(printed.stdout).toContain("ready"));
    const [AccessKeyId = ""] = scene.sandbox.keysOf("gw");
    await scene.sandbox.iam.send(
      new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId, Status: "Inactive" }),
    );
    child.kill("SIGTERM");
    const { code, stderr } = await ended;
    expect(code).toBe(4);
    expect(stderr).toMatch(/Warning: The credential tmp\.\S+ could not be revoked; the gateway ends it/);
    expect(await scene.issued()).toHaveLength(1);
  });
});

describeOnUnix("before the program is started", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s ends the command, and the credential is revoked",
    async (signal) => {
      await scene.producer();
      const { child, printed, ended } = exec(["echo", "started"], {
        env: { LATCHKEY_KEY_SETTLE_SECONDS: "60" },
      });
      await eventually(() => expect(printed.stderr).toContain("Waiting until AWS honours"));
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
      expect(stderr).toMatch(/The credential that was issued is revoked\.[\s\S]*\[INTERRUPTED\]/);
      await expectRevoked();
    },
  );

  test("a credential that is none of AWS is refused, and revoked", async () => {
    await scene.producer({ "aws-user-console-access": true, "aws-user-programmatic-access": false });
    const { code, stderr, stdout } = await exec(["echo", "started"]).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/The credential that was issued is revoked\.[\s\S]*\[GATEWAY_OBJECT_KIND\]/);
    await expectRevoked();
  });

  test.each([
    ["no dynamic secret", ["exec", "--aws", "/nowhere", "--", "true"], 1, "GATEWAY_OBJECT_MISSING"],
    ["a path that is none", ["exec", "--aws", "/a//b", "--", "true"], 2, "COMMAND_MISUSED"],
    ["no program", ["exec", "--aws", PRODUCER, "--"], 2, "missing required argument"],
    ["no --aws", ["exec", "--", "true"], 2, "--aws"],
  ])("%s is an error, and nothing is issued", async (_what, args, code, says) => {
    await scene.producer();
    const shown = await scene.start(args).ended;
    expect(shown).toMatchObject({ code, stdout: "" });
    expect(shown.stderr).toContain(says);
    expect(await scene.issued()).toEqual([]);
  });
});
