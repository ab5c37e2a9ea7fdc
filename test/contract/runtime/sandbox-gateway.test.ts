import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import {
  awsCredentials,
  createSecrets,
  type Secrets,
  type SecretsOptions,
} from "../../../src/runtime/index.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { ShortWaitsClock } from "../../support/secrets/short-waits-clock.js";
import { Sandbox } from "../sandbox-gateway/sandbox.js";

const SECOND = 1000;

let sandbox: Sandbox;
let admin: GatewayAdministrator;
let clients: Secrets[];
beforeEach(async () => {
  sandbox = await Sandbox.start();
  admin = new GatewayAdministrator(sandbox.gateway);
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((secrets) => secrets.close()));
  await sandbox.stop();
});

/** A client of the sandbox, which logs in as its administrator unless the options say otherwise. */
function client(options: SecretsOptions = {}) {
  const clock = new ShortWaitsClock();
  const { gateway } = sandbox;
  const secrets = createSecrets({
    clock,
    env: {},
    patienceSeconds: 60,
    ...options,
    gateway: { gatewayUrl: gateway.url, ...gateway.admin, ...options.gateway },
  });
  clients.push(secrets);
  return { secrets, clock };
}

const commands = () => sandbox.gateway.calls().map(({ command }) => command);
const since = async (work: () => Promise<unknown>) => {
  const before = commands().length;
  await work();
  return commands().slice(before);
};

test("finds out what kind a secret is, once, and reads it by the command of its kind", async () => {
  await admin.run("create-secret", { name: "/static", value: "as it is" });
  await sandbox.target("/aws", await sandbox.user("gw"));
  await admin.run("dynamic-secret-create-aws", {
    name: "/dynamic",
    "target-name": "/aws",
    "user-ttl": "60m",
  });
  const { secrets, clock } = client({ ttlSeconds: 60, secrets: { "/told": { kind: "static" } } });

  expect(await since(() => secrets.get("/static"))).toEqual(["auth", "describe-item", "get-secret-value"]);
  expect((await secrets.get("/static")).reveal()).toBe("as it is");
  expect(await since(() => secrets.get("/dynamic"))).toEqual(["describe-item", "dynamic-secret-get-value"]);
  const dynamic = await secrets.get("/dynamic");
  expect(dynamic.kind).toBe("dynamic");
  expect(dynamic.expiresAt?.getTime()).toBe(dynamic.readAt.getTime() + 3_600 * SECOND);
  await admin.run("create-secret", { name: "/told", value: "x" });
  expect(await since(() => secrets.get("/told"))).toEqual(["get-secret-value"]);
  await clock.advance(61 * SECOND);
  expect(await since(() => secrets.get("/static"))).not.toContain("describe-item");
});

test("reads a rotated secret, whose new value a refused call gets at once", async () => {
  const user = await sandbox.user("gw");
  await sandbox.target("/aws", user);
  await admin.run("rotated-secret-create-aws", {
    name: "/rotated",
    "target-name": "/aws",
    "rotator-type": "api-key",
    "authentication-credentials": "use-target-creds",
    "api-id": user.accessKeyId,
    "api-key": user.secretAccessKey,
  });
  const { secrets } = client();
  const before = (await secrets.get("/rotated")).reveal("username");
  expect(before).toBe(user.accessKeyId);
  const sts = new STSClient({
    endpoint: sandbox.aws.url,
    region: "us-east-1",
    credentials: awsCredentials({ secret: "/rotated", secrets }),
    maxAttempts: 1,
  });
  const whoAmI = () => sts.send(new GetCallerIdentityCommand({}));
  expect((await whoAmI()).Arn).toContain("user/gw");
  await admin.run("gateway-rotate-secret", { name: "/rotated" });
  expect((await secrets.withSecret("/rotated", whoAmI)).Arn).toContain("user/gw");
  expect((await secrets.get("/rotated")).reveal("username")).not.toBe(before);
});

test("gives the AWS SDK credentials, and others before they expire", async () => {
  await sandbox.target("/aws", await sandbox.user("gw"));
  await admin.run("dynamic-secret-create-aws", { name: "/admin", "target-name": "/aws", "user-ttl": "60m" });
  const { secrets, clock } = client({ idleSeconds: 86_400 });
  const credentials = awsCredentials({ secret: "admin", secrets });
  const first = await credentials();
  expect(await sandbox.whoIs(first)).toMatch(/:user\//);
  expect(first.expiration.getTime()).toBe(clock.now().getTime() + 3_600 * SECOND);
  await clock.advance(3_320 * SECOND);
  // The request that the background has sent by then.
  await secrets.get("/admin");
  const issued = () => commands().filter((command) => command === "dynamic-secret-get-value").length;
  while (issued() < 2 || (await credentials()).accessKeyId === first.accessKeyId) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const second = await credentials();
  expect(await sandbox.whoIs(second)).toMatch(/:user\//);
  expect(second.expiration.getTime() - clock.now().getTime()).toBeGreaterThan(3_000 * SECOND);
});

test("takes back at the end what was issued, so that nothing is left of it", async () => {
  await sandbox.target("/aws", await sandbox.user("gw"));
  await admin.run("dynamic-secret-create-aws", {
    name: "/dynamic",
    "target-name": "/aws",
    "user-ttl": "60m",
  });
  const { secrets } = client();
  const revoked: string[] = [];
  secrets.on("revoked", ({ path }) => revoked.push(path));
  const credentials = await awsCredentials({ secret: "/dynamic", secrets })();
  await secrets.close();
  expect(revoked).toEqual(["/dynamic"]);
  expect(await sandbox.whoIs(credentials)).toBe("InvalidClientTokenId");
});

test("logs in again where its token has run out, and the caller notices nothing", async () => {
  await admin.run("create-secret", { name: "/s", value: "first" });
  const { secrets, clock } = client({ ttlSeconds: 60, idleSeconds: 1 });
  await secrets.get("/s");
  sandbox.gateway.expireTokens();
  await clock.advance(61 * SECOND);
  expect(await since(() => secrets.get("/s"))).toEqual(["get-secret-value", "auth", "get-secret-value"]);
});

test.each([
  ["is killed", (gateway: Sandbox["gateway"]) => gateway.close()],
  [
    "fails",
    (gateway: Sandbox["gateway"]) => gateway.answerNext("get-secret-value", { status: 503, times: 99 }),
  ],
  [
    "cuts every connection",
    (gateway: Sandbox["gateway"]) => gateway.answerNext("get-secret-value", { refused: true, times: 99 }),
  ],
  [
    "has a proxy's page in its place",
    (gateway: Sandbox["gateway"]) =>
      gateway.answerNext("get-secret-value", { status: 502, html: "<html>Bad Gateway</html>", times: 99 }),
  ],
  [
    "limits the rate",
    (gateway: Sandbox["gateway"]) =>
      gateway.answerNext("get-secret-value", { status: 429, text: "429 Too Many Requests", times: 99 }),
  ],
])("serves the stale value while the gateway %s", async (_, fault) => {
  await admin.run("create-secret", { name: "/s", value: "first" });
  const { secrets, clock } = client({
    ttlSeconds: 60,
    idleSeconds: 1,
    staleSeconds: 600,
    staleAfterSeconds: 60,
  });
  await secrets.get("/s");
  await clock.advance(61 * SECOND);
  await fault(sandbox.gateway);
  const stale: string[] = [];
  secrets.on("stale", ({ path }) => stale.push(path));
  expect((await secrets.get("/s")).reveal()).toBe("first");
  expect(stale).toEqual(["/s"]);
});

test("waits for a gateway that hangs no longer than the caller has set, and serves the stale value", async () => {
  await admin.run("create-secret", { name: "/s", value: "first" });
  const { secrets, clock } = client({ ttlSeconds: 60, idleSeconds: 1, staleAfterSeconds: 10 });
  await secrets.get("/s");
  await clock.advance(61 * SECOND);
  sandbox.gateway.answerNext("get-secret-value", { silent: true });
  const read = secrets.get("/s");
  await clock.advance(10 * SECOND);
  expect((await read).reveal()).toBe("first");
  expect(secrets.counters()).toMatchObject({ stale: 1 });
});

test("serves no stale value to whom the gateway has taken the right away", async () => {
  await admin.run("create-secret", { name: "/s", value: "first" });
  const limited = await admin.limited("/app", [{ path: "/*", type: "item-rule", may: ["read", "list"] }]);
  const { secrets, clock } = client({ gateway: limited, ttlSeconds: 60, idleSeconds: 1 });
  await secrets.get("/s");
  await admin.run("delete-role-rule", { "role-name": "/app", path: "/*", "rule-type": "item-rule" });
  await clock.advance(61 * SECOND);
  await expect(secrets.get("/s")).rejects.toMatchObject({ code: "GATEWAY_PERMISSION_DENIED" });
});

test("says what to do in the words of an application, and no secret", async () => {
  const { secrets } = client({ gateway: { accessKey: "wrong-access-key-of-the-application" } });
  const error = await secrets.get("/s").catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "GATEWAY_UNAUTHENTICATED" });
  const missing = await client()
    .secrets.get("/not/there")
    .catch((thrown: Error) => thrown);
  expect(String(missing)).toContain("Check the path of the secret, and that it exists in this gateway.");
  expect(`${error}`).not.toContain("wrong-access-key-of-the-application");
});
