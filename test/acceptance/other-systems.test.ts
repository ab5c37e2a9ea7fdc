import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { application } from "../../examples/application/application.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import type { WebhookServer } from "../../src/webhook/index.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { ExampleFolder } from "../support/constructs/example-folder.js";
import { GatewayAdministrator } from "../support/gateway/administrator.js";
import { type OrdersDatabase, ordersDatabase } from "../support/webhook/orders-database.js";

jest.setTimeout(300_000);

const root = join(__dirname, "../..");
const withAws = awsProviderOrNotice() ? describe : describe.skip;
const SUCCESS = expect.objectContaining({ code: 0 });
const STACK = "other-systems/stack.ts";
const DAY_SECONDS = 86_400;

/** The webhook of the example as a process of its own, which knows the gateway by its access id. */
async function serveApart({ gateway }: Sandbox): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "examples/webhooks/postgresql/server.ts"], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      GATEWAY_ACCESS_ID: gateway.admin.accessId,
      AUTH_SERVICE: `${gateway.url}/validate-producer-credentials`,
      PORT: "0",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { create } = JSON.parse(line) as WebhookServer["urls"];
    return { child, url: create.replace(/\/create$/, "") };
  }
  throw new Error("the webhook has not started");
}

withAws("secrets of systems that the gateway does not know", () => {
  let sandbox: Sandbox;
  let orders: OrdersDatabase;
  let webhook: Awaited<ReturnType<typeof serveApart>>;
  let weather: Server;
  let folder: ExampleFolder;
  let key = "the-first-key-of-the-weather";
  const environment = { ...process.env };
  beforeAll(async () => {
    [sandbox, orders] = await Promise.all([startSandbox(), ordersDatabase()]);
    Object.assign(process.env, sandbox.environment);
    webhook = await serveApart(sandbox);
    weather = createServer(({ headers }, response) => {
      const known = headers.authorization === `Bearer ${key}`;
      response.writeHead(known ? 200 : 401).end(JSON.stringify({ sky: "blue" }));
    });
    await once(weather.listen(0, "127.0.0.1"), "listening");
    folder = await ExampleFolder.open(sandbox.environment);
  });
  afterAll(async () => {
    process.env = environment;
    folder.remove();
    weather.close();
    webhook.child.kill("SIGKILL");
    await Promise.all([sandbox.close(), orders.postgres.stop()]);
  });

  test("the example deploys, serves an application while every credential changes, and leaves nothing", async () => {
    const admin = new GatewayAdministrator(sandbox.gateway);
    const payload = async () => {
      const found = await admin.run("dynamic-secret-get", { name: "/shop/orders-db" });
      return { text: String(found.payload), ...JSON.parse(String(found.payload)) };
    };
    await orders.postgres.query("CREATE TABLE customers AS SELECT 'Ada' AS name");
    await orders.postgres.query("GRANT SELECT ON customers TO orders_app");

    const deployed = await folder.cdktf("deploy", STACK, {
      WEBHOOK_URL: webhook.url,
      TF_VAR_orders_login: orders.payload,
      TF_VAR_weather_key: key,
    });
    expect(deployed).toEqual(SUCCESS);
    // The webhook was tried when the secret was made, and that makes nothing.
    expect(await orders.users()).toEqual([]);

    const logged: string[] = [];
    const { host, port, database } = orders.postgres;
    const { server, close } = application({
      database: { host, port, database },
      databaseSecret: "/shop/orders-db",
      weatherUrl: `http://127.0.0.1:${(weather.address() as AddressInfo).port}/`,
      weatherSecret: "/shop/weather",
      awsSecret: "/shop/none",
      log: (message) => logged.push(message),
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      return answer.status === 200 ? await answer.json() : answer.status;
    };
    const served = async () => [await get("/customers"), await get("/weather")];
    const right = [[{ name: "Ada" }], { sky: "blue" }];
    expect(await served()).toEqual(right);
    const [first] = await orders.users();

    // Its time is over: the login is dropped, and the application gets another one.
    await sandbox.clock.advance(1800);
    expect(await orders.users()).not.toContain(first);
    expect(await served()).toEqual(right);

    // The webhook's own login is rotated on schedule; the one of the configuration is stale from then on.
    await sandbox.clock.advance(30 * DAY_SECONDS);
    const rotated = await payload();
    expect(rotated.user).toBe("orders_admin_b");
    expect(await served()).toEqual(right);

    // Another deploy changes something else, without that login, and the key of the API.
    key = "the-second-key-of-the-weather";
    const settings = {
      WEBHOOK_URL: webhook.url,
      WEATHER_KEY_VERSION: "2",
      ORDERS_DESCRIPTION: "of the shop",
    };
    expect(await folder.cdktf("deploy", STACK, { ...settings, TF_VAR_weather_key: key })).toEqual(SUCCESS);
    expect((await payload()).text).toBe(rotated.text);
    expect(await served()).toEqual(right);

    const { code, output } = await folder.cdktf("diff", STACK, settings);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("No changes.") });
    await close();
    expect(logged).toEqual([]);

    expect(await folder.cdktf("destroy", STACK, settings)).toEqual(SUCCESS);
    expect(await orders.users()).toEqual([]);
    expect((await admin.run("list-items", {})).items ?? []).toEqual([]);
    const secrets = [...sandbox.issuedSecrets(), JSON.parse(orders.payload).password, rotated.password];
    expect(secrets).toEqual(expect.arrayContaining([orders.payload, rotated.text, key]));
    // A client is told where the database is, too, which is no secret.
    const search = await folder.search(secrets.filter((secret) => ![host, database].includes(secret)));
    expect(search.findings).toEqual([]);
  });

  test("the real AWS provider plans a webhook that is a Lambda function, with a route and a permission for each call", async () => {
    const place = mkdtempSync(join(tmpdir(), "latchkey-function-"));
    try {
      writeFileSync(join(place, "webhook.zip"), "");
      expect(
        await folder.program("webhooks/api-keys/stack.ts", {
          WEBHOOK_ZIP: join(place, "webhook.zip"),
        }),
      ).toEqual(SUCCESS);
      expect(await folder.terraform("api-keys", "init")).toEqual(SUCCESS);
      const plan = await folder.terraform(
        "api-keys",
        "plan",
        "-no-color",
        "-input=false",
        "-var=administrator=x",
      );
      expect(plan).toEqual(SUCCESS);
      const planned = [...plan.output.matchAll(/^ {2}# (\w+)\.\w+ will be created$/gm)].map(
        ([, type]) => type,
      );
      const count = (type: string) => planned.filter((one) => one === type).length;
      expect(count("aws_apigatewayv2_route")).toBe(3);
      expect(count("aws_lambda_permission")).toBe(3);
      expect(count("aws_apigatewayv2_integration")).toBe(1);
      expect(count("latchkey_dynamic_secret_custom")).toBe(1);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
