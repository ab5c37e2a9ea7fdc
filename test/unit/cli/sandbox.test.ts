import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { main } from "../../../src/cli/main.js";
import type { SandboxReady } from "../../../src/cli/sandbox.js";
import { type WatchedWorld, watchedWorld } from "../../support/cli/watched-world.js";
import { eventually } from "../../support/protocol/eventually.js";

let world: WatchedWorld;
let exitCode: Promise<number>;

async function sandbox(...args: string[]): Promise<void> {
  world = watchedWorld();
  exitCode = main(["sandbox", ...args], world);
  await eventually(() => expect(world.printed.stdout).toContain("\n"));
}

afterEach(async () => {
  world.interrupt();
  await exitCode;
});

test("tells a script in one line where it is and how to use it, and stops cleanly when told to", async () => {
  await sandbox("--json");
  const ready = JSON.parse(world.printed.stdout) as SandboxReady;
  expect(world.printed.stdout.split("\n")).toHaveLength(2);
  expect(Object.keys(ready.environment).sort()).toEqual([
    "AKEYLESS_ACCESS_ID",
    "AKEYLESS_ACCESS_KEY",
    "AKEYLESS_GATEWAY",
    "AWS_ACCESS_KEY_ID",
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
  ]);
  const { environment } = ready;
  expect(environment.AKEYLESS_GATEWAY).toBe(ready.gateway_url);
  const sts = new STSClient({
    endpoint: environment.AWS_ENDPOINT_URL ?? "",
    region: environment.AWS_REGION ?? "",
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "",
    },
  });
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Arn: expect.stringContaining("deployer"),
  });
  const login = await fetch(`${ready.gateway_url}/auth`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      "access-id": environment.AKEYLESS_ACCESS_ID,
      "access-key": environment.AKEYLESS_ACCESS_KEY,
    }),
  });
  await expect(login.json()).resolves.toMatchObject({ token: expect.stringMatching(/^t-/) });

  world.interrupt();
  await expect(exitCode).resolves.toBe(0);
  await expect(fetch(ready.control_url)).rejects.toThrow();
});

test("tells a person lines for a shell and how to let a day go by", async () => {
  await sandbox();
  expect(world.printed.stdout).toMatch(/^export AWS_ENDPOINT_URL='http:\/\/127\.0\.0\.1:\d+'$/m);
  expect(world.printed.stdout).toMatch(
    /curl -X POST http:\/\/127\.0\.0\.1:\d+\/clock -d '\{"advance_seconds": 86400\}'/,
  );
});

test("listens on the ports that it is given", async () => {
  const free = await freePort();
  await sandbox("--json", "--gateway-port", String(free));
  expect((JSON.parse(world.printed.stdout) as SandboxReady).gateway_url).toBe(
    `http://127.0.0.1:${free}/api/v2`,
  );
});

test.each(["--aws-port", "--gateway-port", "--control-port"])(
  "fails with exit code 2 and leaves nothing running when %s is taken",
  async (option) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    world = watchedWorld();
    exitCode = main(["sandbox", option, String((server.address() as AddressInfo).port)], world);
    await expect(exitCode).resolves.toBe(2);
    expect(world.printed.stderr).toMatch(/EADDRINUSE[\s\S]*\[SANDBOX_PORT_TAKEN\]/);
    server.close();
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test.each(["rotate", "rotate=", "rotate=ftp://127.0.0.1/", "a b=http://127.0.0.1/"])(
  "takes the function %j for wrong usage",
  async (pair) => {
    world = watchedWorld();
    exitCode = main(["sandbox", "--function", pair], world);
    await expect(exitCode).resolves.toBe(2);
    expect(world.printed.stdout).toBe("");
  },
);

test("says where it keeps its state, and in what form", async () => {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-data-"));
  try {
    await sandbox("--data", folder);
    expect(world.printed.stdout).toContain(`kept in ${folder}, the secrets of the sandbox in clear text`);
    world.interrupt();
    await exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
