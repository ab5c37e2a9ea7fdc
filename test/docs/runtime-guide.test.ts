import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { application } from "../../examples/application/application.js";
import { type Postgres, startPostgres } from "../../src/proof/postgres/postgres.js";
import { KNOWN_REFUSALS } from "../../src/runtime/index.js";
import { newCounters, observeCounters } from "../../src/runtime/secrets-counters.js";
import { Sandbox } from "../contract/sandbox-gateway/sandbox.js";
import { GatewayAdministrator } from "../support/gateway/administrator.js";

jest.setTimeout(120_000);

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "runtime.md"), "utf8");
const example = readFileSync(join(root, "examples", "application", "application.ts"), "utf8");

const withoutIndent = (text: string) => text.replace(/^ +/gm, "");

/** The first column of the table rows that begin with a code span. */
function firstCells(heading: string): string[] {
  const table = guide.slice(guide.indexOf(`| ${heading} |`)).split("\n\n")[0] ?? "";
  return table
    .split("\n")
    .slice(2)
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}

/** The names that an interface, or what follows a text in a source, declares. */
function declared(file: string, after: string, name: RegExp): string[] {
  const text = readFileSync(join(root, "src", "runtime", file), "utf8");
  return [...text.slice(text.indexOf(after)).matchAll(name)].map(([, found = ""]) => found);
}

test("every snippet of the guide stands in the example, which the next test runs", () => {
  const snippets = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(snippets.length).toBeGreaterThan(3);
  for (const snippet of snippets) expect(withoutIndent(example)).toContain(withoutIndent(snippet));
});

describe("the example", () => {
  let sandbox: Sandbox;
  let postgres: Postgres;
  let weather: Server;
  let key = "the-first-key-of-the-api";
  const before = { ...process.env };
  beforeAll(async () => {
    [sandbox, postgres] = await Promise.all([Sandbox.start(), startPostgres()]);
    const { accessId, accessKey } = sandbox.gateway.admin;
    process.env.LATCHKEY_GATEWAY_URL = sandbox.gateway.url;
    process.env.LATCHKEY_ACCESS_ID = accessId;
    process.env.LATCHKEY_ACCESS_KEY = accessKey;
    weather = createServer(({ headers }, response) => {
      const known = headers.authorization === `Bearer ${key}`;
      response.writeHead(known ? 200 : 401).end(JSON.stringify({ sky: "blue" }));
    });
    await once(weather.listen(0, "127.0.0.1"), "listening");
  });
  afterAll(async () => {
    process.env = before;
    weather.close();
    await Promise.all([sandbox.stop(), postgres.stop()]);
  });

  test("goes on while each of its credentials changes", async () => {
    const admin = new GatewayAdministrator(sandbox.gateway);
    const login = (password: string) => JSON.stringify({ username: "shop", password });
    await postgres.query("CREATE TABLE customers AS SELECT 'Ada' AS name");
    await postgres.query("CREATE ROLE shop LOGIN PASSWORD 'the-first-password'");
    await postgres.query("GRANT SELECT ON customers TO shop");
    await admin.run("create-secret", {
      name: "/shop/db",
      value: login("the-first-password"),
      format: "json",
    });
    await admin.run("create-secret", { name: "/shop/weather", value: key });
    await sandbox.target("/aws", await sandbox.user("gw"));
    await admin.run("dynamic-secret-create-aws", { name: "/shop/aws", "target-name": "/aws" });

    const logged: string[] = [];
    const { host, port, database } = postgres;
    const { server, close } = application({
      database: { host, port, database },
      databaseSecret: "/shop/db",
      weatherUrl: `http://127.0.0.1:${(weather.address() as AddressInfo).port}/`,
      weatherSecret: "/shop/weather",
      awsSecret: "/shop/aws",
      stsUrl: sandbox.aws.url,
      log: (message) => logged.push(message),
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      return answer.status === 200 ? await answer.json() : answer.status;
    };
    const all = async () => [await get("/customers"), await get("/weather"), await get("/identity")];
    const right = [[{ name: "Ada" }], { sky: "blue" }, expect.stringContaining(":user/")];
    expect(await all()).toEqual(right);

    await postgres.query("ALTER ROLE shop PASSWORD 'the-second-password'");
    const sessions = "FROM pg_stat_activity WHERE usename = 'shop'";
    await postgres.query(`SELECT pg_terminate_backend(pid) ${sessions}`);
    // A query that is sent before its session has ended fails with it, which is the end of the session and no refusal.
    while ((await postgres.query(`SELECT pid ${sessions}`)).length > 0);
    await admin.run("update-secret-val", {
      name: "/shop/db",
      value: login("the-second-password"),
      format: "json",
    });
    key = "the-second-key-of-the-api";
    await admin.run("update-secret-val", { name: "/shop/weather", value: key });
    expect(await all()).toEqual(right);
    await close();
    expect(logged).toEqual([]);
    expect(sandbox.gateway.events().map(({ kind }) => kind)).toEqual(["issued", "revoked"]);
  });
});

test("every option has its row, and every row its option", () => {
  const options = declared(
    "secrets-options.ts",
    "export interface SecretsOptions",
    /^ {2}readonly (\w+)\?:/gm,
  );
  expect(firstCells("option")).toEqual(options);
});

test("every event has its row, and every row its event", () => {
  const names = declared("secrets-event.ts", "export type SecretsEvent", /readonly name: "([\w-]+)"/g);
  expect(firstCells("event")).toEqual([...new Set(names)]);
});

test("every metric has its row, and every row its metric", () => {
  const metrics: string[] = [];
  const meter = {
    createObservableCounter: (name: string) => {
      metrics.push(name);
      return { addCallback: () => {} };
    },
  };
  observeCounters(meter, newCounters());
  expect(firstCells("metric")).toEqual(metrics);
});

test("every predicate that is known has its row", () => {
  expect(firstCells("predicate")).toEqual(KNOWN_REFUSALS.map(({ name }) => name));
});
