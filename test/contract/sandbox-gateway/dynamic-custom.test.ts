import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { post, Sandbox } from "./sandbox.js";

interface Hook {
  readonly path: string;
  readonly passport: string;
  readonly body: Record<string, unknown>;
}

let sandbox: Sandbox;
let webhook: Server;
let url: string;
let received: Hook[];
/** What the webhook answers instead of doing its work, by path. */
let broken: Map<string, { status: number; text: string }>;

beforeEach(async () => {
  sandbox = await Sandbox.start();
  received = [];
  broken = new Map();
  let made = 0;
  const work: Record<string, (body: Record<string, unknown>) => object> = {
    "/sync/create": () => {
      made += 1;
      return {
        id: `tmp-${made}`,
        response: { user: `user-${made}`, password: `generated-password-${made}` },
      };
    },
    "/sync/revoke": (body) => ({ revoked: body.ids }),
    "/sync/rotate": (body) => ({ payload: `${String(body.payload)}-rotated` }),
  };
  webhook = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? "";
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    received.push({ path, body, passport: String(request.headers.akeylesscreds) });
    const trouble = broken.get(path);
    response.statusCode = trouble?.status ?? 200;
    response.end(trouble?.text ?? JSON.stringify(work[path]?.(body)));
  });
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await sandbox.stop();
  webhook.closeAllConnections();
  await new Promise((resolve) => webhook.close(resolve));
});

const fields = (more: Record<string, unknown> = {}) => ({
  name: "/custom",
  "create-sync-url": `${url}/sync/create`,
  "revoke-sync-url": `${url}/sync/revoke`,
  "rotate-sync-url": `${url}/sync/rotate`,
  payload: "root-credentials",
  "user-ttl": "30m",
  ...more,
});
const create = (more: Record<string, unknown> = {}) =>
  sandbox.call("DynamicSecretCreateCustom", fields(more));
const issue = (more: Record<string, unknown> = {}) =>
  sandbox.call<Record<string, unknown>>("DynamicSecretGetValue", { name: "/custom", ...more });

test("is tried out for nobody when it is made", async () => {
  await create();
  expect(received.map(({ path, body }) => [path, body])).toEqual([
    [
      "/sync/create",
      { payload: "root-credentials", input: "", client_info: { access_id: "p-custom", sub_claims: {} } },
    ],
    ["/sync/revoke", { payload: "root-credentials", ids: ["tmp-1"] }],
  ]);
  expect(await sandbox.call("DynamicSecretGet", { name: "/custom" })).toMatchObject({
    create_sync_url: `${url}/sync/create`,
    payload: "root-credentials",
    timeout_seconds: 60,
    user_ttl: "30m",
  });
});

test("fails to be made when the webhook does not work, and quotes nothing of its answer", async () => {
  broken.set("/sync/create", { status: 500, text: "password=leaked" });
  expect(await sandbox.refused("DynamicSecretCreateCustom", fields())).toEqual({
    status: 400,
    error: "the create webhook answered 500",
  });
  expect(await sandbox.refused("DynamicSecretGet", { name: "/custom" })).toMatchObject({ status: 404 });
});

test("hands out what the webhook made, and has it revoked when its time is over", async () => {
  await create();
  received = [];
  expect(await issue({ args: ["size=small"] })).toMatchObject({
    id: "tmp-2",
    user: "user-2",
    password: "generated-password-2",
  });
  expect(received[0]?.body).toEqual({
    payload: "root-credentials",
    input: { size: "small" },
    client_info: { access_id: sandbox.gateway.admin.accessId, sub_claims: {} },
  });
  await sandbox.clock.advance(30 * 60);
  expect(received.at(-1)).toMatchObject({ path: "/sync/revoke", body: { ids: ["tmp-2"] } });
  expect(sandbox.gateway.issuedSecrets()).toEqual(
    expect.arrayContaining(["root-credentials", "generated-password-2"]),
  );
});

test("keeps a credential in its list until the webhook confirms its end", async () => {
  await create();
  const { id } = await issue();
  broken.set("/sync/revoke", { status: 200, text: JSON.stringify({ revoked: [] }) });
  const back = { name: "/custom", "tmp-creds-id": id };
  expect(await sandbox.refused("DynamicSecretTmpCredsDelete", back)).toMatchObject({ status: 400 });
  expect(await sandbox.refused("DynamicSecretDelete", { name: "/custom" })).toMatchObject({ status: 400 });
  broken.clear();
  await sandbox.call("DynamicSecretTmpCredsDelete", back);
  await sandbox.call("DynamicSecretDelete", { name: "/custom" });
});

test("has its payload rotated on request and on schedule", async () => {
  await create({ "enable-admin-rotation": true, "admin-rotation-interval-days": 10 });
  const payload = async () => (await sandbox.call("DynamicSecretGet", { name: "/custom" })).payload;
  await sandbox.call("RotateSecret", { name: "/custom" });
  expect(await payload()).toBe("root-credentials-rotated");
  await sandbox.clock.advance(10 * 86_400);
  expect(await payload()).toBe("root-credentials-rotated-rotated");
  broken.set("/sync/rotate", { status: 500, text: "" });
  expect(await sandbox.refused("RotateSecret", { name: "/custom" })).toMatchObject({ status: 400 });
  expect(await payload()).toBe("root-credentials-rotated-rotated");
});

test("lets the webhook check who calls it", async () => {
  await create();
  const check = (body: object) => post(`${sandbox.gateway.url}/validate-producer-credentials`, body);
  const creds = received[0]?.passport ?? "";
  const expected_access_id = sandbox.gateway.admin.accessId;

  const accepted = await check({ creds, expected_access_id, expected_item_name: "/custom" });
  expect(accepted.status).toBe(200);
  expect(JSON.parse(accepted.text)).toEqual({ access_id: expected_access_id, item_name: "/custom" });
  expect((await check({ creds, expected_access_id, expected_item_name: "" })).status).toBe(200);

  expect((await check({ creds, expected_access_id: "p-other" })).status).toBe(401);
  expect((await check({ creds, expected_access_id, expected_item_name: "/other" })).status).toBe(401);
  const [head, , signature] = creds.split(".");
  const claims = Buffer.from(JSON.stringify({ access_id: expected_access_id, exp: 9e9 })).toString(
    "base64url",
  );
  expect((await check({ creds: `${head}.${claims}.${signature}`, expected_access_id })).status).toBe(401);
  await sandbox.clock.advance(301);
  expect((await check({ creds, expected_access_id })).status).toBe(401);
});

test("works under its older name too", async () => {
  const made = await sandbox.call("GatewayCreateProducerCustom", fields());
  expect(made).toMatchObject({ producer_details: { dynamic_secret_name: "/custom" } });
});

test("is not tried out where that is not wanted", async () => {
  const token = await sandbox.token();
  await post(`${sandbox.gateway.url}/dynamic-secret-create-custom`, {
    ...fields(),
    token,
    skip_dry_run: "true",
  });
  expect(received).toEqual([]);
  await issue();
});

test("lets go of a webhook that does not answer when the gateway is closed", async () => {
  await create();
  webhook.removeAllListeners("request");
  const waiting = issue().catch(() => "cut");
  await new Promise((resolve) => webhook.once("request", resolve));
  await sandbox.gateway.close();
  expect(await waiting).toBe("cut");
});
