import { SecretText } from "../../../src/domain/secret-text.js";
import type { Gateway } from "../../../src/gateway/index.js";
import { holdersReader, type SeedWorld } from "../../../src/seed/index.js";
import { type Clients, seedWorld } from "../../../src/wiring/index.js";
import { GatewayAdministrator, type Rule } from "../../support/gateway/administrator.js";
import { type SandboxWorld, sandboxWorld } from "../../support/gateway/sandbox-world.js";

const TARGET = "/prod/aws";
const ROTATOR = "/prod/aws-rotator";
const KEY = "AKIAIOSFODNN7EXAMPLE";
const OTHER = "AKIAI44QH8DHBEXAMPLE";
const HOUR = 3_600;

let world: SandboxWorld;
let admin: GatewayAdministrator;
let madeAt: Date;

const target = (name: string, id: string, more: object = {}) =>
  admin.run("target-create-aws", { name, "access-key-id": id, "access-key": "not-a-secret", ...more });

beforeAll(async () => {
  world = await sandboxWorld();
  admin = new GatewayAdministrator(world.sandboxGateway);
  await target("/old/aws", OTHER);
  await world.time.advance(HOUR);
  madeAt = world.time.now();
  await target(TARGET, KEY);
  await admin.run("rotated-secret-create-aws", {
    name: ROTATOR,
    "target-name": TARGET,
    "rotator-type": "target",
  });
});
afterAll(() => world.close());

function seeds(gateway: Gateway): SeedWorld {
  const { aws, time } = world;
  const clock = { now: () => time.now(), sleep: async () => {}, random: () => 0.5 };
  const clients = { gateway, aws, clock, settings: { keySettleSeconds: 0 } };
  return seedWorld(clients as unknown as Clients, new AbortController().signal, { log: () => {} });
}

function ask(gateway: Gateway = world.gateway) {
  const key = { id: KEY, status: "Active", createdAt: madeAt };
  return holdersReader(seeds(gateway))({ key, target: TARGET, rotator: ROTATOR });
}

async function asLimited(name: string, rules: readonly Rule[]): Promise<Gateway> {
  const { accessId, accessKey } = await admin.limited(name, rules);
  return world.gatewayAs({ kind: "access_key", accessId, accessKey: new SecretText(accessKey) });
}

/** What was opened while this was done. */
async function opened(work: () => Promise<unknown>): Promise<string[]> {
  const before = world.sandboxGateway.calls().length;
  await work();
  return world.sandboxGateway
    .calls()
    .slice(before)
    .filter(({ command }) => !["auth", "target-list", "list-items"].includes(command))
    .map(({ command, name }) => `${command} ${name}`);
}

async function during<T>(name: string, make: () => Promise<unknown>, look: () => Promise<T>): Promise<T> {
  await make();
  try {
    return await look();
  } finally {
    const items = ["dynamic", "rotated", "custom"];
    if (items.some((item) => name.includes(item))) await admin.run("delete-item", { name });
    else await admin.run("target-delete", { name });
  }
}

test("nobody else holds a key that only the target and its rotator work with, and nothing is opened to tell", async () => {
  await expect(ask()).resolves.toEqual({ found: [], unseen: [] });
  await expect(opened(ask)).resolves.toEqual([]);
});

test.each<[string, string, string, () => Promise<unknown>]>([
  ["another target", "target", "/b/aws", () => target("/b/aws", KEY)],
  [
    "a dynamic secret with the key given inline",
    "dynamic secret",
    "/b/dynamic",
    () =>
      admin.run("dynamic-secret-create-aws", {
        name: "/b/dynamic",
        "access-mode": "assume_role",
        "aws-role-arns": "arn:aws:iam::123456789012:role/r",
        "aws-access-key-id": KEY,
        "aws-access-secret-key": "not-a-secret",
      }),
  ],
  [
    "a rotated secret that rotates the key as its own",
    "rotated secret",
    "/b/rotated",
    () =>
      admin.run("rotated-secret-create-aws", {
        name: "/b/rotated",
        "target-name": "/old/aws",
        "rotator-type": "api-key",
        "api-id": KEY,
        "api-key": "not-a-secret",
      }),
  ],
])("finds %s", async (_, kind, name, make) => {
  const holders = await during(name, make, ask);
  expect(holders).toEqual({ found: [{ kind, name }], unseen: [] });
});

test("passes over targets of the gateway's identity, of another key, and those that have not changed since", async () => {
  const make = async () => {
    await target("/b/identity", KEY, { "use-gw-cloud-identity": true });
    await target("/b/other", OTHER);
  };
  await make();
  await expect(ask()).resolves.toEqual({ found: [], unseen: [] });
  expect(await opened(ask)).toEqual(["target-get-details /b/identity", "target-get-details /b/other"]);
  await admin.run("target-delete", { name: "/b/identity" });
  await admin.run("target-delete", { name: "/b/other" });
});

test("finds a target that was given the key by an update, and one on a later page of the list", async () => {
  await admin.run("target-update-aws", { name: "/old/aws", "access-key-id": KEY, "access-key": "x" });
  await expect(ask()).resolves.toMatchObject({ found: [{ name: "/old/aws" }] });
  await admin.run("target-update-aws", { name: "/old/aws", "access-key-id": OTHER, "access-key": "x" });

  const entry = (name: string) => ({ target_name: name, target_id: 1, target_type: "aws" });
  world.sandboxGateway.answerNext("target-list", {
    status: 200,
    body: { targets: [entry(TARGET)], next_page: Buffer.from("0").toString("base64url") },
  });
  const last = await during("/z/aws", () => target("/z/aws", KEY), ask);
  expect(last.found).toEqual([{ kind: "target", name: "/z/aws" }]);
});

describe("tells what it cannot look at:", () => {
  const mine: Rule[] = [
    { path: "/prod/*", type: "target-rule", may: ["read", "list"] },
    { path: "/prod/*", type: "item-rule", may: ["read", "list"] },
  ];

  test("a target that is listed and may not be read", async () => {
    const gateway = await asLimited("lists", [...mine, { path: "/b/*", type: "target-rule", may: ["list"] }]);
    const { found, unseen } = await during(
      "/b/aws",
      () => target("/b/aws", KEY),
      () => ask(gateway),
    );
    expect(found).toEqual([]);
    expect(unseen).toEqual([{ name: "/b/aws", what: expect.stringContaining("target /b/aws") }]);
  });

  test("lists that hide even what is known to be there", async () => {
    const gateway = await asLimited("reads", [{ path: "/prod/*", type: "target-rule", may: ["read"] }]);
    const { unseen } = await ask(gateway);
    expect(unseen.map(({ name }) => name)).toEqual(["/", "/"]);
    expect(unseen.map(({ what }) => what).join()).toMatch(/targets.*items/);
  });

  test("lists that are refused", async () => {
    const error = "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access";
    for (const command of ["target-list", "list-items"]) {
      world.sandboxGateway.answerNext(command, { status: 401, body: { error }, times: 2 });
    }
    const { unseen } = await ask();
    expect(unseen.map(({ name }) => name)).toEqual(["/", "/"]);
  });
});
