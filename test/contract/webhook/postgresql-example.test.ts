import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { postgresUsers } from "../../../examples/webhooks/postgresql/producer.js";
import { systemClock } from "../../../src/domain/system-clock.js";
import type { WebhookServer } from "../../../src/webhook/index.js";
import { type OrdersDatabase, ordersDatabase } from "../../support/webhook/orders-database.js";
import { Sandbox } from "../sandbox-gateway/sandbox.js";

jest.setTimeout(120_000);

const root = join(__dirname, "../../..");
let sandbox: Sandbox;
let orders: OrdersDatabase;
let server: WebhookServer | undefined;
const children: ChildProcess[] = [];
beforeEach(async () => {
  [sandbox, orders] = await Promise.all([Sandbox.start(), ordersDatabase()]);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await server?.stop();
  server = undefined;
  await sandbox.stop();
  await orders.postgres.stop();
});

const authService = () => `${sandbox.gateway.url}/validate-producer-credentials`;
const accessId = () => sandbox.gateway.admin.accessId;

/** The webhook in this process, with the sandbox's time. */
async function serve(port = 0): Promise<WebhookServer> {
  const producer = postgresUsers({
    callers: { accessIds: [accessId()], authService: authService(), itemName: "/orders" },
    clock: { ...systemClock, now: () => sandbox.clock.now() },
  });
  server = await producer.serve({ port });
  return server;
}

/** The webhook as a process of its own, which can be killed. */
async function serveApart(): Promise<{ urls: WebhookServer["urls"]; kill(): Promise<void> }> {
  const child = spawn(process.execPath, ["--import", "tsx", "examples/webhooks/postgresql/server.ts"], {
    cwd: root,
    env: { PATH: process.env.PATH, GATEWAY_ACCESS_ID: accessId(), AUTH_SERVICE: authService(), PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const kill = async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    };
    return { urls: JSON.parse(line), kill };
  }
  throw new Error("the webhook has not started");
}

const makeSecret = (urls: WebhookServer["urls"], more: object = {}) =>
  sandbox.call("DynamicSecretCreateCustom", {
    name: "/orders",
    "create-sync-url": urls.create,
    "revoke-sync-url": urls.revoke,
    "rotate-sync-url": urls.rotate,
    payload: orders.payload,
    "user-ttl": "30m",
    ...more,
  });
interface Login {
  readonly id: string;
  readonly user: string;
  readonly password: string;
}
const issue = () =>
  sandbox.call<Record<string, unknown>>("DynamicSecretGetValue", {
    name: "/orders",
  }) as unknown as Promise<Login>;
const payload = async () =>
  JSON.parse(String((await sandbox.call("DynamicSecretGet", { name: "/orders" })).payload)) as Login;
const rotate = () => sandbox.call("RotateSecret", { name: "/orders" });

test("a client of the gateway receives a login, which ends with its TTL, connections included", async () => {
  await makeSecret((await serve()).urls);
  expect(await orders.users()).toEqual([]);

  const login = await issue();
  expect(await orders.users()).toEqual([login.user]);
  const connected = new Client(orders.postgres.connection(login.user, login.password));
  const cut = new Promise((resolve) => connected.on("error", resolve));
  await connected.connect();
  expect((await connected.query("SELECT pg_has_role('orders_app', 'member') AS member")).rows).toEqual([
    { member: true },
  ]);

  await sandbox.clock.advance(30 * 60);
  await cut;
  expect(await orders.users()).toEqual([]);
  expect(await orders.accepts(login)).toBe(false);
});

test("a payload that does not open the database is noticed when the dynamic secret is made", async () => {
  const { urls } = await serve();
  const wrong = JSON.stringify({ ...JSON.parse(orders.payload), password: "another" });
  expect(
    await sandbox.refused("DynamicSecretCreateCustom", {
      name: "/orders",
      "create-sync-url": urls.create,
      "revoke-sync-url": urls.revoke,
      payload: wrong,
    }),
  ).toMatchObject({ status: 400 });
});

test("the webhook's own login is rotated on schedule: the former works until the next rotation, and no longer", async () => {
  await makeSecret((await serve()).urls, {
    "enable-admin-rotation": true,
    "admin-rotation-interval-days": 10,
  });
  const logins = [JSON.parse(orders.payload) as Login];
  for (let time = 0; time < 3; time++) {
    const open = await issue();
    await sandbox.clock.advance(10 * 86_400);
    logins.push(await payload());
    expect(await orders.accepts(open)).toBe(false);
    expect(await Promise.all(logins.slice(-2).map(orders.accepts))).toEqual([true, true]);
  }
  expect(await Promise.all(logins.map(orders.accepts))).toEqual([false, false, true, true]);
  expect(await orders.users()).toEqual([]);
});

test("a login that was made before a rotation is dropped by the login of the webhook whose turn it is then", async () => {
  await makeSecret((await serve()).urls);
  await issue();
  await rotate();
  await issue();
  await sandbox.clock.advance(30 * 60);
  expect(await orders.users()).toEqual([]);
});

test("a caller that is not the gateway makes nothing", async () => {
  const { urls } = await serve();
  await makeSecret(urls);
  const body = JSON.stringify({
    payload: orders.payload,
    input: "",
    client_info: { access_id: "p-x", sub_claims: {} },
  });
  for (const headers of [{}, { AkeylessCreds: "e30.e30.x" }]) {
    expect((await fetch(urls.create, { method: "POST", headers, body })).status).toBe(401);
  }
  expect(await orders.users()).toEqual([]);
});

describe("a webhook that is killed", () => {
  test("in the middle of a create leaves a login that the next call drops once it is over", async () => {
    const first = await serveApart();
    await makeSecret(first.urls);
    let failed: Promise<unknown> | undefined;
    await orders.heldUp(() => {
      failed = issue().catch(() => "refused");
    }, first.kill);
    expect(await failed).toBe("refused");
    // The database goes on with what it was told, though whoever has told it is gone.
    while ((await orders.users()).length === 0);

    await sandbox.clock.advance(2 * 86_400);
    await serve(Number(new URL(first.urls.create).port));
    const login = await issue();
    expect(await orders.users()).toEqual([login.user]);
  });

  test("in the middle of a revoke has the gateway ask again, until the login is gone", async () => {
    const first = await serveApart();
    await makeSecret(first.urls);
    const { id } = await issue();
    let failed: Promise<unknown> | undefined;
    await orders.heldUp(() => {
      failed = sandbox
        .call("DynamicSecretTmpCredsDelete", { name: "/orders", "tmp-creds-id": id })
        .catch(() => "refused");
    }, first.kill);
    expect(await failed).toBe("refused");

    await serve(Number(new URL(first.urls.create).port));
    await sandbox.call("DynamicSecretTmpCredsDelete", { name: "/orders", "tmp-creds-id": id });
    expect(await orders.users()).toEqual([]);
  });

  test("in the middle of a rotation leaves the gateway a login that works, and that rotates", async () => {
    const first = await serveApart();
    await makeSecret(first.urls);
    let failed: Promise<unknown> | undefined;
    await orders.heldUp(() => {
      failed = rotate().catch(() => "refused");
    }, first.kill);
    expect(await failed).toBe("refused");
    expect(await payload()).toEqual(JSON.parse(orders.payload));

    await serve(Number(new URL(first.urls.create).port));
    await issue();
    await rotate();
    expect((await payload()).user).toBe("orders_admin_b");
    expect(await orders.accepts(await payload())).toBe(true);
    await sandbox.clock.advance(30 * 60);
    expect(await orders.users()).toEqual([]);
  });
});
