import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { main } from "../../../src/cli/main.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { type WatchedWorld, watchedWorld } from "../../support/cli/watched-world.js";
import { eventually } from "../../support/protocol/eventually.js";

const ONE = {
  target: "/prod/aws",
  rotator: "/prod/aws-rotator",
  seed_user_arn: "arn:aws:iam::123456789012:user/gw",
};
const FLAGS = ["--target", ONE.target, "--rotator", ONE.rotator, "--seed-user-arn", ONE.seed_user_arn];
const ENV = {
  LATCHKEY_GATEWAY_URL: "https://gw.example.com/api/v2",
  LATCHKEY_TOKEN: "t-gateway-token",
  LATCHKEY_HOOK_TASK_KEY: "hmac-key",
  LATCHKEY_HOOK_NOTIFICATION_TOKEN: "notification-token",
};

const serve = (world: WatchedWorld, ...args: string[]) =>
  main(["hook", "serve", "--port", "0", ...args], world);

const records = ({ printed }: WatchedWorld) =>
  printed.stderr
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));

test("tells a script in one line where it is, and ends with 0 when it is told to stop", async () => {
  const world = watchedWorld(ENV);
  const exitCode = serve(world, "--json", ...FLAGS);
  await eventually(() => expect(world.printed.stdout).toContain("\n"));
  expect(world.printed.stdout.split("\n")).toHaveLength(2);
  const { run_task, notification, health, targets } = JSON.parse(world.printed.stdout);
  expect([new URL(run_task).pathname, new URL(notification).pathname, targets]).toEqual([
    "/run-task",
    "/notification",
    1,
  ]);
  expect(new URL(health).hostname).toBe("127.0.0.1");
  expect((await fetch(health)).status).toBe(200);

  world.interrupt();
  await expect(exitCode).resolves.toBe(0);
  await expect(fetch(health)).rejects.toThrow();
  expect(records(world).map(({ event }) => event)).toEqual(["hook.started", "hook.stopping", "hook.stopped"]);
  for (const secret of ["t-gateway-token", "hmac-key", "notification-token"]) {
    expect(JSON.stringify(world.printed)).not.toContain(secret);
  }
});

test("tells a person where it is, and what is refused for want of a key", async () => {
  const world = watchedWorld({ ...ENV, LATCHKEY_HOOK_NOTIFICATION_TOKEN: " " });
  const targets = file(temporaryFolder(), "targets.json", JSON.stringify({ targets: [ONE] }));
  const exitCode = serve(world, "--targets", targets);
  await eventually(() => expect(world.printed.stdout).toContain("\n"));
  expect(world.printed.stdout).toMatch(
    /^The hook is up for one target\.\nRun task: {6}http:\/\/127\.0\.0\.1:\d+\/run-task\n/,
  );
  expect(records(world).find(({ event }) => event === "hook.half")).toMatchObject({
    message: "notifications are refused: LATCHKEY_HOOK_NOTIFICATION_TOKEN is not set",
  });
  world.interrupt();
  await exitCode;
});

describe("fails with exit code 2, having started nothing, when", () => {
  test.each<[string, string[], Record<string, string | undefined>, RegExp]>([
    ["no target is named", [], {}, /\[COMMAND_MISUSED\]/],
    [
      "targets are named twice",
      ["--targets", "targets.json", ...FLAGS],
      {},
      /by a file and by flags.*\[COMMAND_MISUSED\]/s,
    ],
    [
      "the file is not there",
      ["--targets", "/nowhere/targets.json"],
      {},
      /ENOENT.*\[HOOK_TARGETS_UNREADABLE\]/s,
    ],
    ["the file is no JSON", ["--targets", __filename], {}, /it is not JSON.*\[HOOK_TARGETS_UNREADABLE\]/s],
    [
      "a flag says something wrong",
      [...FLAGS, "--seed-key-id", "oldest"],
      {},
      /targets\[0\]\.seed_key_id.*\[HOOK_TARGETS_MALFORMED\]/s,
    ],
    [
      "a target is half named",
      ["--target", "/prod/aws"],
      {},
      /targets\[0\]\.rotator.*\[HOOK_TARGETS_MALFORMED\]/s,
    ],
    // As it comes of a variable that is not set; Node takes it for every address of the machine.
    ["the address to listen on is empty", [...FLAGS, "--host", ""], {}, /--host .*\[COMMAND_MISUSED\]/s],
    ["HCP Terraform's host is empty", [...FLAGS, "--hostname", ""], {}, /\[COMMAND_MISUSED\]/],
    ["HCP Terraform's host is a path", [...FLAGS, "--hostname", "a.example/b"], {}, /\[COMMAND_MISUSED\]/],
    [
      "HCP Terraform's host is one of plain http",
      [...FLAGS, "--hostname", "http://127.0.0.1:80"],
      {},
      /\[COMMAND_MISUSED\]/,
    ],
    ["a number is none", [...FLAGS, "--grace-seconds", "soon"], {}, /--grace-seconds/],
    [
      "no key is set",
      FLAGS,
      { LATCHKEY_HOOK_TASK_KEY: "", LATCHKEY_HOOK_NOTIFICATION_TOKEN: undefined },
      /\[HOOK_KEY_MISSING\]/,
    ],
    ["the gateway is not named", FLAGS, { LATCHKEY_GATEWAY_URL: undefined }, /\[GATEWAY_URL_MISSING\]/],
    ["there is no way to log in", FLAGS, { LATCHKEY_TOKEN: undefined }, /\[GATEWAY_LOGIN_MISSING\]/],
  ])("%s", async (_why, args, change, complaint) => {
    const world = watchedWorld({ ...ENV, ...change });
    await expect(serve(world, ...args)).resolves.toBe(2);
    expect(world.printed.stderr).toMatch(complaint);
    expect(world.printed.stdout).toBe("");
  });

  test("its port is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const world = watchedWorld(ENV);
    await expect(serve(world, ...FLAGS, "--port", String(port))).resolves.toBe(2);
    expect(world.printed.stderr).toMatch(/EADDRINUSE[\s\S]*\[HOOK_ADDRESS_TAKEN\]/);
    server.close();
  });
});
